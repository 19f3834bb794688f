namespace Federation.Privacy.DisclosureControl;

/// <summary>One kind of figure in every cell of a table, with what a reader must not find out about it.</summary>
/// <param name="Name">A measure's name, <c>persons</c> or <c>contributions</c>.</param>
/// <param name="Relations">The sums that hold for it.</param>
/// <param name="Values">The true values by cell.</param>
/// <param name="Protected">By cell, what must not be ruled out; null where nothing is asked.</param>
internal sealed record Quantity(string Name, IReadOnlyList<Relation> Relations, long[] Values, ProtectionInterval?[] Protected)
{
    /// <summary>How many of the quantities of a table are counts, in front of the measures.</summary>
    public const int Counts = 2;

    /// <summary>The quantities of a table: persons, contributions, measures.</summary>
    /// <param name="table">The table as it is inside the union.</param>
    /// <param name="rule">What is demanded.</param>
    /// <param name="primary">Why cells are hidden that tell too much by themselves; null for the others.</param>
    public static IReadOnlyList<Quantity> Of(Table table, GateRule rule, SuppressionReason?[] primary)
    {
        var adding = table.Lattice.Relations.Where(relation => !table.Dimensions[relation.Dimension].PersonsRepeat).ToList();
        return
        [
            new("persons", adding, table.Persons, Each(cell => Count(cell, table.Persons[cell]))),
            new("contributions", table.Lattice.Relations, table.Contributions, Each(cell => Count(cell, table.Contributions[cell]))),
            .. table.Measures.Select((measure, m) =>
                new Quantity(measure.Name, table.Lattice.Relations, table.Sums[m], Each(cell => measure.IsYesOrNo ? YesOrNo(cell, m) : Magnitude(cell, m)))),
        ];

        ProtectionInterval?[] Each(Func<int, ProtectionInterval?> of) =>
            [.. Enumerable.Range(0, table.Lattice.Count).Select(cell => table.Persons[cell] == 0 || primary[cell] is null ? null : of(cell))];

        // It might as well be half of it, and half as many again. More would hide the totals of every table with many small cells.
        ProtectionInterval? Count(int cell, long value) => primary[cell] == SuppressionReason.Primary
            || (primary[cell] == SuppressionReason.SameAnswer && !Enumerable.Range(0, table.Measures.Count).Any(measure => PrimaryRules.SaysTheSame(table, cell, measure)))
                ? new ProtectionInterval(value / 2, value + Math.Max(1, value / 2)) : null;

        ProtectionInterval? Magnitude(int cell, int measure)
        {
            var shares = table.Shares(cell, measure);
            return primary[cell] == SuppressionReason.Primary || (primary[cell] == SuppressionReason.Dominated && rule.IsDominated(shares))
                ? Around(table.Sums[measure][cell], rule.Protection(shares)) : null;
        }

        ProtectionInterval? YesOrNo(int cell, int measure) =>
            primary[cell] == SuppressionReason.Primary || (primary[cell] == SuppressionReason.SameAnswer && PrimaryRules.SaysTheSame(table, cell, measure))
                ? Around(table.Sums[measure][cell], (long)Math.Ceiling(rule.Uncertainty * table.Contributions[cell] / 100)) : null;
    }

    private static ProtectionInterval Around(long value, long by) => new(Math.Max(0, value - by), value + by);
}
