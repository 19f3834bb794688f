namespace Federation.Privacy.DisclosureControl;

/// <summary>The disclosure checks between a table and a release: what tells too much by itself, what gives it away, what earlier releases
/// give away, audit.</summary>
public static class Gate
{
    /// <summary>Passes a union's own table.</summary>
    /// <param name="table">The table as it is inside the union.</param>
    /// <param name="rule">What is demanded of every number that leaves.</param>
    /// <param name="hiddenBefore">Codes of the cells that the version hides which this table corrects: they stay hidden, even when nobody
    /// is left in them, because whoever kept that version reads the two together.</param>
    /// <param name="earlier">What was published before of the same persons: no difference to it may isolate a group that is too small.</param>
    /// <exception cref="ArgumentException">The table has no such cell, or an earlier one is cut in another way.</exception>
    public static GatedTable Pass(
        Table table, GateRule rule, IReadOnlyList<IReadOnlyList<string?>>? hiddenBefore = null, IReadOnlyList<EarlierRelease>? earlier = null)
    {
        var primary = PrimaryRules.Apply(table, rule);
        foreach (var cell in (hiddenBefore ?? []).Select(table.Lattice.IndexOf))
        {
            primary[cell] ??= SuppressionReason.HiddenBefore;
        }

        var intervals = new IntervalAudit(table, rule);
        var suppression = new SecondarySuppression(table.Lattice, table.Persons, new bool[table.Lattice.Count], new KnownPersons(table, rule));
        var reasons = suppression.Complete(primary);
        while (suppression.Widen(intervals.Narrow([.. reasons.Select(reason => reason is not null)])) || Isolate(table, rule, reasons, earlier ?? []))
        {
            reasons = suppression.Complete(reasons);
        }

        var held = Enumerable.Range(0, table.Lattice.Count).Where(cell => table.Persons[cell] > 0 || reasons[cell] is not null).ToList();
        List<PublishedCell> published = [.. held.Where(cell => reasons[cell] is null).Select(cell => new PublishedCell(
            table.Lattice.CodesOf(cell), table.Persons[cell], table.Contributions[cell], [.. table.Sums.Select(sum => sum[cell])]))];
        List<SuppressedCell> suppressed = [.. held.Where(cell => reasons[cell] is not null)
            .Select(cell => new SuppressedCell(table.Lattice.CodesOf(cell), reasons[cell]!.Value))]; // just looked
        return new GatedTable(table.Dimensions, [.. table.Measures.Select(measure => measure.Name)], rule.MinimumGroup, 1, published, suppressed,
            SuppressionAudit.Of(table, rule, published, suppressed)) { Crossings = table.Lattice.Crossings };
    }

    private static bool Isolate(Table table, GateRule rule, SuppressionReason?[] reasons, IReadOnlyList<EarlierRelease> earlier)
    {
        var isolating = earlier.SelectMany(release => release.Isolating(table.Lattice, rule, reasons)).ToHashSet();
        foreach (var cell in isolating)
        {
            reasons[cell] = SuppressionReason.Differencing;
        }

        return isolating.Count > 0;
    }
}
