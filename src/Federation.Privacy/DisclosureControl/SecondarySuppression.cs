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

    private bool IsHidden(int cell) => reasons[cell] is not null;

    // Of what this gate hides; what the sources hide is theirs to protect.
    private bool IsOurs(int cell) => reasons[cell] is not (null or SuppressionReason.AtSource);

    private bool IsUnknown(int cell) => IsHidden(cell) || isShort[cell];

    private bool Protect(Relation relation)
    {
        var hid = false;
        while (GivesAway(relation))
        {
            var next = relation.Children.Where(CanGo).OrderBy(cell => persons[cell]).Cast<int?>().FirstOrDefault()
                ?? (CanGo(relation.Margin) ? relation.Margin : null);
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
            var next = lattice.Relations.Where(relation => relation.Cells.Contains(cell)).SelectMany(relation => relation.Cells)
                .Where(CanGo).OrderBy(each => persons[each]).Cast<int?>().FirstOrDefault()
                ?? Enumerable.Range(0, lattice.Count).Where(CanGo).OrderBy(each => persons[each]).Cast<int?>().FirstOrDefault();
            if (next is { } also)
            {
                reasons[also] = SuppressionReason.Secondary;
                hid = true;
            }
        }

        return hid;
    }
}
