namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// A source of two roll-ups that published a new version in between. Whoever has both roll-ups and the tables of the other sources works out by
/// how much its figures changed. A figure that its publisher shows in one version and has nobody in in the other is published as it is; what
/// two figures have between them is not, and may be that of a few.
/// </summary>
/// <param name="Before">The version in the earlier roll-up.</param>
/// <param name="Now">The version in the new one.</param>
public sealed record RevisedSource(GatedTable Before, GatedTable Now)
{
    /// <summary>The cells that have to be hidden in the new roll-up so that no change is told of a group that is too small.</summary>
    /// <param name="lattice">The new roll-up's cells.</param>
    /// <param name="minimum">Persons behind every change.</param>
    /// <param name="isUnknown">By cell: hidden in the new roll-up, or in the earlier one.</param>
    internal IEnumerable<int> Isolating(Lattice lattice, int minimum, bool[] isUnknown)
    {
        var (before, now) = (Shown(lattice, Before), Shown(lattice, Now));
        var isHiddenThere = new bool[lattice.Count];
        foreach (var cell in Before.Suppressed.Concat(Now.Suppressed).Select(cell => lattice.IndexOf(cell.Codes)))
        {
            isHiddenThere[cell] = true;
        }

        var sumsOf = lattice.Relations.ToLookup(relation => relation.Margin, relation => relation.Children);
        var isTold = new bool[lattice.Count];
        var persons = new long[lattice.Count]; // that gave something since or took it back, at least
        foreach (var cell in Enumerable.Range(0, lattice.Count).Where(lattice.Has).OrderBy(lattice.Height))
        {
            List<int[]> sums = [.. sumsOf[cell]];
            var (old, young) = (before[cell], now[cell]);
            var isSame = old is null ? young is null : young is not null && SameFigures(old, young);
            if (isHiddenThere[cell] || isSame)
            {
                isTold[cell] = !isHiddenThere[cell];
                continue;
            }

            // Published as it is, or made of such: a week more for the total of all weeks.
            isTold[cell] = old is null || young is null || sums.Any(parts => parts.All(part => isTold[part]));
            // Who came to a part came to the whole. Somebody who moved is in two parts: the larger counts.
            persons[cell] = sums.SelectMany(parts => parts).Select(part => persons[part])
                .Append(Math.Max(1, Math.Abs((young?.Persons ?? 0) - (old?.Persons ?? 0)))).Max();
        }

        SuppressionReason?[] own = [.. Enumerable.Range(0, lattice.Count).Select(cell =>
            isHiddenThere[cell] || persons[cell] == 0 ? (isUnknown[cell] ? SuppressionReason.AtSource : null)
            : !isTold[cell] && persons[cell] < minimum ? SuppressionReason.Primary
            : isUnknown[cell] ? SuppressionReason.Secondary
            : (SuppressionReason?)null)];
        var complete = new SecondarySuppression(lattice, persons, isHiddenThere, new LeastPersons(lattice, persons, minimum)).Complete(own);
        return Enumerable.Range(0, lattice.Count).Where(cell => complete[cell] is not null && !isUnknown[cell]);
    }

    private static PublishedCell?[] Shown(Lattice lattice, GatedTable table)
    {
        var shown = new PublishedCell?[lattice.Count];
        foreach (var cell in table.Published)
        {
            shown[lattice.IndexOf(cell.Codes)] = cell;
        }

        return shown;
    }

    private static bool SameFigures(PublishedCell one, PublishedCell other) =>
        one.Persons == other.Persons && one.Contributions == other.Contributions && one.Measures.SequenceEqual(other.Measures);
}
