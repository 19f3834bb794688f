namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Which dimensions of a table are crossed with each other: sector by week and region by week, say, and not all three. They are linked tables
/// that share their margins, and are read, hidden and attacked as one.
/// </summary>
public static class Crossings
{
    /// <summary>
    /// What is wrong with them, in one English sentence; null when nothing is. They may not go round in a circle, as A by B, B by C and C by A: then figures bound each
    /// other through cells that are not of the table, of which the audit does not ask. Linked tables without a circle (decomposable, in the words of log-linear
    /// models) have no other bounds than those of their own sums.
    /// </summary>
    /// <param name="dimensions">Names of the table's dimensions.</param>
    /// <param name="crossings">Names of the dimensions that are crossed with each other; null when all are.</param>
    public static string? FaultOf(IReadOnlyList<string> dimensions, IReadOnlyList<IReadOnlyList<string>>? crossings)
    {
        if (crossings is null)
        {
            return null;
        }

        if (crossings.SelectMany(names => names).FirstOrDefault(name => !dimensions.Contains(name)) is { } stranger)
        {
            return $"A crossing names {stranger}, which is no dimension.";
        }

        int[] masks = [.. crossings.Select(names => MaskOf(dimensions, names))];
        return dimensions.FirstOrDefault(name => !crossings.Any(names => names.Contains(name))) is { } missing ? $"The dimension {missing} is in no crossing."
            : masks.Where((mask, place) => masks.Where((other, at) => at != place && (mask & other) == mask).Any()).Any() ? "A crossing is in another one."
            : GoRound(masks) ? "Crossings go round in a circle, as A by B, B by C and C by A."
            : null;
    }

    /// <summary>True when two cross the same dimensions.</summary>
    public static bool AreAlike(IReadOnlyList<IReadOnlyList<string>>? one, IReadOnlyList<IReadOnlyList<string>>? other) => one is null || other is null ? one is null && other is null
        : one.Count == other.Count && one.Zip(other).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <summary>One set of bits for each crossing, a bit for every dimension; one with all when <paramref name="crossings"/> is null.</summary>
    /// <exception cref="ArgumentException"><see cref="FaultOf"/> finds a fault.</exception>
    internal static int[] Masks(IReadOnlyList<Dimension> dimensions, IReadOnlyList<IReadOnlyList<string>>? crossings)
    {
        List<string> names = [.. dimensions.Select(dimension => dimension.Name)];
        return FaultOf(names, crossings) is { } fault ? throw new ArgumentException(fault)
            : [.. (crossings ?? [names]).Select(crossed => MaskOf(names, crossed)).Order()];
    }

    private static int MaskOf(IReadOnlyList<string> dimensions, IReadOnlyList<string> names) =>
        Enumerable.Range(0, dimensions.Count).Where(d => names.Contains(dimensions[d])).Sum(d => 1 << d);

    // Taken away one by one, each shares with all others only what a single one of them has (Graham's reduction); what cannot be taken away is a circle.
    private static bool GoRound(IEnumerable<int> crossings)
    {
        var left = crossings.ToList();
        while (left.Count > 1)
        {
            var end = left.FindIndex(mask => left.Exists(other => other != mask
                && (mask & left.Where(each => each != mask).Aggregate(0, (known, each) => known | each) & ~other) == 0));
            if (end < 0)
            {
                return true;
            }

            left.RemoveAt(end);
        }

        return false;
    }
}
