namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// What a group counts at least, where only numbers of persons are known (a roll-up): cells of the same week add up, cells of
/// different weeks may be the same persons, so the largest week counts.
/// </summary>
internal sealed class LeastPersons(Lattice lattice, long[] persons) : IGroupSize
{
    private readonly int[] _repeating =
        [.. Enumerable.Range(0, lattice.Dimensions.Count).Where(d => lattice.Dimensions[d].PersonsRepeat)];

    public long PersonsIn(IEnumerable<int> cells)
    {
        var group = cells.ToArray();
        if (group.Length == 0) return 0;
        // A margin covers cells that may be in the group too; counted alone it is still a floor.
        var margins = group.Where(cell => !lattice.IsInner(cell)).Select(cell => persons[cell]).DefaultIfEmpty().Max();
        var inner = group.Where(lattice.IsInner)
            .GroupBy(cell => string.Join('|', _repeating.Select(d => lattice.Place(cell, d))), StringComparer.Ordinal)
            .Select(same => same.Sum(cell => persons[cell])).DefaultIfEmpty().Max();
        return Math.Max(margins, inner);
    }
}
