namespace Federation.Privacy.DisclosureControl;

/// <summary>Asks of every quantity of a table whether readers can bound what is hidden too closely. Needs the true figures.</summary>
/// <param name="table">The table as it is inside the union.</param>
/// <param name="rule">What is demanded.</param>
internal sealed class IntervalAudit(Table table, GateRule rule)
{
    private readonly IReadOnlyList<Quantity> quantities = Quantity.Of(table, rule, PrimaryRules.Apply(table, rule));
    private readonly HashSet<(int Quantity, int Cell)> wide = [];

    /// <summary>How many intervals have to stay open.</summary>
    public int Intervals => quantities.Sum(quantity => quantity.Protected.Count(interval => interval is not null));

    /// <summary>
    /// The intervals of which something can be ruled out. What was wide enough is not asked about again: each cell that is hidden besides is one more unknown,
    /// and leaves possible what was.
    /// </summary>
    /// <param name="isHidden">By cell; all that was hidden when it was asked before, and more.</param>
    public IReadOnlyList<(int Cell, NarrowInterval Interval, Quantity Of)> Narrow(bool[] isHidden)
    {
        // Readers know that a hidden cell holds somebody, unless one is hidden in which nobody is.
        var least = Enumerable.Range(0, table.Lattice.Count).Any(cell => isHidden[cell] && table.Persons[cell] == 0) ? 0 : 1;
        return [.. quantities.SelectMany((quantity, place) => Narrow(quantity, place, isHidden, place < Quantity.Counts ? least : 0))];
    }

    private List<(int Cell, NarrowInterval Interval, Quantity Of)> Narrow(Quantity quantity, int place, bool[] isHidden, long least)
    {
        var open = quantity with { Protected = [.. quantity.Protected.Select((interval, cell) => wide.Contains((place, cell)) ? null : interval)] };
        var narrow = new BoundAttack(table.Lattice, open).Narrow(isHidden, least).Select(found => (found.Cell, found.Interval, quantity)).ToList();
        wide.UnionWith(Enumerable.Range(0, open.Protected.Length).Except(narrow.Select(found => found.Cell)).Select(cell => (place, cell)));
        return narrow;
    }
}
