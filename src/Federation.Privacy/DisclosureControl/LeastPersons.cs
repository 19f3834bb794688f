namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Groups where only numbers of persons are known (a roll-up): cells of the same week add up, cells of different weeks may be the same
/// persons, so the largest week counts.
/// </summary>
internal sealed class LeastPersons(Lattice lattice, long[] persons, int minimum) : IGroups
{
    private readonly int[] repeating =
        [.. Enumerable.Range(0, lattice.Dimensions.Count).Where(d => lattice.Dimensions[d].PersonsRepeat)];

    /// <inheritdoc/>
    public bool MayBeKnown(IReadOnlyCollection<int> cells)
    {
        // A margin covers cells that may be in the group too; counted alone it is still a floor.
        var margins = cells.Where(cell => !lattice.IsInner(cell)).Select(cell => persons[cell]).DefaultIfEmpty().Max();
        var inner = cells.Where(lattice.IsInner)
            .GroupBy(cell => string.Join('|', repeating.Select(d => lattice.Place(cell, d))), StringComparer.Ordinal)
            .Select(same => same.Sum(cell => persons[cell])).DefaultIfEmpty().Max();
        return Math.Max(margins, inner) >= minimum;
    }
}
