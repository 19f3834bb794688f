namespace Federation.Privacy.DisclosureControl;

/// <summary>Asks of every quantity of a table whether readers can bound what is hidden too closely. Needs the true figures.</summary>
/// <param name="table">The table as it is inside the union.</param>
/// <param name="rule">What is demanded.</param>
internal sealed class IntervalAudit(Table table, GateRule rule)
{
    private readonly IReadOnlyList<Quantity> quantities = Quantity.Of(table, rule, PrimaryRules.Apply(table, rule));

    /// <summary>How many intervals have to stay open.</summary>
    public int Intervals => quantities.Sum(quantity => quantity.Protected.Count(interval => interval is not null));

    /// <summary>The intervals of which something can be ruled out.</summary>
    /// <param name="isHidden">By cell.</param>
    public IReadOnlyList<(int Cell, NarrowInterval Interval, Quantity Of)> Narrow(bool[] isHidden)
    {
        // Readers know that a hidden cell holds somebody, unless one is hidden in which nobody is.
        var least = Enumerable.Range(0, table.Lattice.Count).Any(cell => isHidden[cell] && table.Persons[cell] == 0) ? 0 : 1;
        return [.. quantities.SelectMany((quantity, place) => new BoundAttack(table.Lattice, quantity).Narrow(isHidden, place < Quantity.Counts ? least : 0)
            .Select(found => (found.Cell, found.Interval, quantity)))];
    }
}
