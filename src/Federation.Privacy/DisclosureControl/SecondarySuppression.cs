namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Hides more cells until neither a hidden cell nor a group of hidden cells smaller than the minimum can be worked out (Handbook on
/// Statistical Disclosure Control, ch. 4.4). Greedy: of the cells that would help, the one with the fewest persons goes.
/// </summary>
/// <param name="lattice">The table's cells.</param>
/// <param name="persons">Persons by cell; zero where there is nothing to show.</param>
/// <param name="isShort">By cell: a source hides a part of it, which is an unknown too, and the source's own gate protects it.</param>
/// <param name="groups">What may be known of several cells together.</param>
internal sealed class SecondarySuppression(Lattice lattice, long[] persons, bool[] isShort, IGroups groups)
{
    private SuppressionReason?[] reasons = [];

    /// <summary>The reasons, with those of the cells that had to go too.</summary>
    public SuppressionReason?[] Complete(SuppressionReason?[] primary)
    {
        reasons = [.. primary];
        do
        {
            while (lattice.Relations.Aggregate(false, (hid, relation) => Protect(relation) | hid))
            {
                // each round hides at least one cell, so there is a last one
            }
        }
        while (CloseWhatAlgebraOpens());
        return reasons;
    }

    /// <summary>
    /// Hides one more cell beside each hidden one that is known too closely: the one with the fewest persons that holds as much as is lacking.
    /// <see cref="Complete"/> must follow.
    /// </summary>
    /// <param name="narrow">What is known too closely, of which quantity.</param>
    /// <returns>False when nothing was hidden: nothing is known too closely, or all is hidden.</returns>
    public bool Widen(IEnumerable<(int Cell, NarrowInterval Interval, Quantity Of)> narrow)
    {
        var done = new HashSet<int>();
        foreach (var (cell, interval, of) in narrow)
        {
            // Only what adds up with it for this quantity makes room: persons do not add up over weeks.
            var beside = of.Relations.Where(relation => relation.Cells.Contains(cell)).SelectMany(relation => relation.Cells).ToHashSet();
            if (!beside.Overlaps(done)
                && (Cheapest(beside.Where(each => of.Values[each] > Math.Abs(interval.Needed - interval.Bound))) ?? Cheapest(beside) ?? Cheapest(Enumerable.Range(0, lattice.Count))) is { } next)
            {
                reasons[next] = SuppressionReason.Secondary;
                done.Add(next);
            }
        }

        return done.Count > 0;
    }

    private int? Cheapest(IEnumerable<int> cells) => cells.Where(CanGo).OrderBy(cell => persons[cell]).ThenBy(cell => cell).Cast<int?>().FirstOrDefault();

    private bool IsHidden(int cell) => reasons[cell] is not null;

    // Of what this gate hides; what the sources hide is theirs to protect.
    private bool IsOurs(int cell) => reasons[cell] is not (null or SuppressionReason.AtSource);

    private bool IsUnknown(int cell) => IsHidden(cell) || isShort[cell];

    private bool Protect(Relation relation)
    {
        var hid = false;
        while (GivesAway(relation))
        {
            var next = Cheapest(relation.Children) ?? Cheapest([relation.Margin]);
            if (next is not { } cell)
            {
                break; // all of it is hidden
            }

            reasons[cell] = SuppressionReason.Secondary;
            hid = true;
        }

        return hid;
    }

    private bool CanGo(int cell) => !IsHidden(cell) && persons[cell] > 0;

    private bool GivesAway(Relation relation)
    {
        var unknown = relation.Cells.Where(IsUnknown).ToList();
        var ours = unknown.Where(IsOurs).ToList();
        return ours.Count > 0
            && (unknown.Count == 1 || (!IsUnknown(relation.Margin) && !groups.MayBeKnown(ours)));
    }

    // Several margins together can give away what no single one does.
    private bool CloseWhatAlgebraOpens()
    {
        var system = new HiddenSystem(lattice, [.. Enumerable.Range(0, lattice.Count).Select(IsUnknown)], []);
        var open = system.Groups.Where(group => group.Any(IsOurs) && (group.Count == 1 || !groups.MayBeKnown([.. group.Where(IsOurs)])))
            .Select(group => group.First(IsOurs)).ToHashSet();
        var hid = false;
        foreach (var cell in open)
        {
            var beside = lattice.Relations.Where(relation => relation.Cells.Contains(cell)).SelectMany(relation => relation.Cells);
            if ((Cheapest(beside) ?? Cheapest(Enumerable.Range(0, lattice.Count))) is { } also)
            {
                reasons[also] = SuppressionReason.Secondary;
                hid = true;
            }
        }

        return hid;
    }
}
