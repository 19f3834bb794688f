namespace Federation.Privacy.DisclosureControl;

/// <summary>Groups inside the union, where it is known who contributed what.</summary>
/// <param name="table">The table.</param>
/// <param name="rule">What is demanded of every group.</param>
internal sealed class KnownPersons(Table table, GateRule rule) : IGroups
{
    /// <inheritdoc/>
    /// <remarks>
    /// The only person of a cell knows it, and takes it away from the rest; the rest has to be a group too (Handbook on Statistical
    /// Disclosure Control, ch. 4.4: singletons).
    /// </remarks>
    public bool MayBeKnown(IReadOnlyCollection<int> cells)
    {
        var alone = cells.Where(cell => table.Persons[cell] == 1).Cast<int?>().FirstOrDefault();
        return IsGroup(cells) && (alone is null || IsGroup([.. cells.Where(cell => cell != alone)]));
    }

    private bool IsGroup(IReadOnlyCollection<int> cells)
    {
        var together = new Dictionary<int, long[]>();
        foreach (var (person, values) in cells.SelectMany(table.ContributorsOf))
        {
            together[person] = together.TryGetValue(person, out var before) ? [.. before.Zip(values, (a, b) => a + b)] : values;
        }

        return together.Count >= rule.MinimumGroup && !Enumerable.Range(0, table.Measures.Count).Any(measure =>
            !table.Measures[measure].IsYesOrNo && rule.IsDominated(CellShares.Of(together.Values.Select(values => values[measure]))));
    }
}
