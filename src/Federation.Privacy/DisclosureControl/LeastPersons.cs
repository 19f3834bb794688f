namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Groups where only numbers of persons are known (a roll-up): the finest cells of the same week and the same dimensions add up, cells of different weeks may be
/// the same persons, so the largest week counts.
/// </summary>
internal sealed class LeastPersons(Lattice lattice, long[] persons, int minimum) : IGroups
{
    private readonly HashSet<int> margins = [.. lattice.Relations.Select(relation => relation.Margin)];
    private readonly bool[] repeating = [.. lattice.Dimensions.Select(dimension => dimension.PersonsRepeat)];

    /// <inheritdoc/>
    public bool MayBeKnown(IReadOnlyCollection<int> cells)
    {
        // A margin covers cells that may be in the group too; counted alone it is still a floor.
        var margin = cells.Where(margins.Contains).Select(cell => persons[cell]).DefaultIfEmpty().Max();
        var finest = cells.Where(cell => !margins.Contains(cell))
            .GroupBy(cell => string.Join('|', Enumerable.Range(0, repeating.Length).Select(d => repeating[d] ? lattice.Place(cell, d) : -1 - lattice.Height(cell, d))), StringComparer.Ordinal)
            .Select(same => same.Sum(cell => persons[cell])).DefaultIfEmpty().Max();
        return Math.Max(margin, finest) >= minimum;
    }
}
