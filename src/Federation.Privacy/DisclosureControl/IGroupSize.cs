namespace Federation.Privacy.DisclosureControl;

/// <summary>Tells how many distinct persons stand behind several cells together.</summary>
internal interface IGroupSize
{
    /// <summary>The persons behind the cells, or a number that is surely not above it.</summary>
    long PersonsIn(IEnumerable<int> cells);
}
