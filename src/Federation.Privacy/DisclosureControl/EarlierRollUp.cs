namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// A roll-up that was published before, as whoever kept it reads it beside a new one. Sources that came or went are published by themselves,
/// cell by cell; what is compared are those that changed.
/// </summary>
/// <param name="Hidden">Codes of the cells that the earlier roll-up hides.</param>
/// <param name="Revised">Sources of both that have another version in the new one.</param>
public sealed record EarlierRollUp(IReadOnlyList<IReadOnlyList<string?>> Hidden, IReadOnlyList<RevisedSource> Revised)
{
    /// <summary>Codes of a dimension that it or its sources have.</summary>
    internal IEnumerable<string> CodesOf(int dimension) => Revised.SelectMany(source => source.Before.Dimensions[dimension].Codes)
        .Concat(Hidden.Select(codes => codes[dimension]).OfType<string>());

    /// <summary>The cells that have to be hidden now so that no difference is one of a group that is too small.</summary>
    /// <param name="lattice">The new roll-up's cells.</param>
    /// <param name="minimum">Persons behind every difference.</param>
    /// <param name="reasons">Why cells of the new roll-up are hidden; null where they are shown.</param>
    internal IEnumerable<int> Isolating(Lattice lattice, int minimum, SuppressionReason?[] reasons)
    {
        var isUnknown = reasons.Select(reason => reason is not null).ToArray();
        foreach (var cell in Hidden.Select(lattice.IndexOf))
        {
            isUnknown[cell] = true;
        }

        return Revised.SelectMany(source => source.Isolating(lattice, minimum, isUnknown));
    }
}
