namespace Federation.Privacy.DisclosureControl;

/// <summary>Which cells tell too much by themselves (Handbook on Statistical Disclosure Control, ch. 4.2 and 5.2).</summary>
internal static class PrimaryRules
{
    /// <summary>The reasons by cell; null where a cell is safe by itself.</summary>
    /// <param name="table">The table as it is inside the union.</param>
    /// <param name="rule">What is demanded.</param>
    public static SuppressionReason?[] Apply(Table table, GateRule rule)
    {
        var reasons = Enumerable.Range(0, table.Lattice.Count).Select(cell =>
            table.Persons[cell] == 0 ? (SuppressionReason?)null
            : table.Persons[cell] < rule.MinimumGroup ? SuppressionReason.Primary
            : IsDominated(table, rule, cell) ? SuppressionReason.Dominated
            : Enumerable.Range(0, table.Measures.Count).Any(measure => SaysTheSame(table, cell, measure)) ? SuppressionReason.SameAnswer
            : null).ToArray();
        foreach (var relation in table.Lattice.Relations.Where(relation => IsOneAnswer(table, relation)))
        {
            // The answers that nobody gave too: left out, they would say that nobody gave them.
            foreach (var cell in relation.Children)
            {
                reasons[cell] ??= SuppressionReason.SameAnswer;
            }
        }

        // Of several answers one that all gave is told by its number, whoever gave which others.
        foreach (var (relation, cell) in table.Lattice.Relations.Where(relation => table.Dimensions[relation.Dimension] is { IsAnswer: true, PersonsRepeat: true })
            .SelectMany(relation => relation.Children.Select(cell => (relation, cell))).Where(each => table.Persons[each.cell] > 0 && table.Persons[each.cell] == table.Persons[each.relation.Margin]))
        {
            reasons[cell] ??= SuppressionReason.SameAnswer;
        }

        return reasons;
    }

    private static bool IsDominated(Table table, GateRule rule, int cell) => rule.Magnitudes.Count > 0
        && Enumerable.Range(0, table.Measures.Count).Any(measure => !table.Measures[measure].IsYesOrNo && rule.IsDominated(table.Shares(cell, measure)));

    /// <summary>True when a measure is yes or no, and everybody in the cell gave the same.</summary>
    public static bool SaysTheSame(Table table, int cell, int measure) =>
        table.Measures[measure].IsYesOrNo && (table.Sums[measure][cell] == 0 || table.Sums[measure][cell] == table.Contributions[cell]);

    private static bool IsOneAnswer(Table table, Relation relation) => table.Dimensions[relation.Dimension].IsAnswer
        && relation.Children.Length > 1 && relation.Children.Count(cell => table.Persons[cell] > 0) == 1;
}
