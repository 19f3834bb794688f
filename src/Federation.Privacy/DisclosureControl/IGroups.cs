namespace Federation.Privacy.DisclosureControl;

/// <summary>Tells what several cells may give away together.</summary>
internal interface IGroups
{
    /// <summary>True when a reader may know what these cells hold in all.</summary>
    bool MayBeKnown(IReadOnlyCollection<int> cells);
}
