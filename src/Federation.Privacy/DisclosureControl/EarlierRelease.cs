namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// A table that was published before, as whoever kept it reads it beside a new one: each figure shown in both gives away the difference, so
/// the differences are a table of their own, of the persons who gave something since or took it back.
/// </summary>
/// <param name="Change">What was given since and what is there no more, cut like the new table.</param>
/// <param name="Hidden">Codes of the cells that the earlier table hides.</param>
public sealed record EarlierRelease(Table Change, IReadOnlyList<IReadOnlyList<string?>> Hidden)
{
    /// <summary>The cells that have to be hidden now so that no difference is one of a group that is too small.</summary>
    /// <param name="lattice">The new table's cells.</param>
    /// <param name="rule">What is demanded.</param>
    /// <param name="reasons">Why cells of the new table are hidden; null where they are shown.</param>
    /// <exception cref="ArgumentException">The change is not cut like the new table.</exception>
    internal IReadOnlyList<int> Isolating(Lattice lattice, GateRule rule, SuppressionReason?[] reasons)
    {
        if (!Change.Lattice.IsLike(lattice))
        {
            throw new ArgumentException("The change is not cut like the new table.");
        }

        var isUnknown = reasons.Select(reason => reason is not null).ToArray();
        foreach (var cell in Hidden.Select(lattice.IndexOf))
        {
            isUnknown[cell] = true;
        }

        // A difference of nobody needs no protection where it is hidden anyway.
        SuppressionReason?[] own = [.. PrimaryRules.Apply(Change, rule).Select((reason, cell) => reason
            ?? (!isUnknown[cell] ? null : Change.Persons[cell] == 0 ? SuppressionReason.AtSource : SuppressionReason.Secondary))];
        var complete = new SecondarySuppression(lattice, Change.Persons, new bool[lattice.Count], new KnownPersons(Change, rule)).Complete(own);
        return [.. Enumerable.Range(0, lattice.Count).Where(cell => complete[cell] is not null && !isUnknown[cell])];
    }
}
