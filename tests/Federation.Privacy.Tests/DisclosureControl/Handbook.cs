namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>The rules as the Handbook on Statistical Disclosure Control has them (ch. 4.2), from what persons gave and without any code of the gate.</summary>
internal static class Handbook
{
    /// <summary>The values of a cell that no reader may rule out, under a minimum group, (2, 85) dominance and the p % rule.</summary>
    /// <param name="own">Who is in the cell: how many contributions, how many minutes.</param>
    /// <param name="cells">How many cells under it hold somebody: each holds one at least, and all know that.</param>
    /// <param name="quantity">Which figure.</param>
    /// <param name="minimum">The minimum group.</param>
    /// <param name="p">Of the p % rule.</param>
    public static (long Low, long High) MustStayPossible(IReadOnlyList<(int Contributions, long Minutes)> own, int cells, string quantity, int minimum, int p)
    {
        var minutes = own.Select(person => person.Minutes).OrderDescending().Append(0).Append(0).ToList();
        var (total, isSmall) = (minutes.Sum(), own.Count < minimum);
        if (quantity != "minutes")
        {
            var value = quantity == "persons" ? own.Count : own.Sum(person => person.Contributions);
            return isSmall ? (Math.Max(cells, value / 2), value + Math.Max(1, value / 2)) : (value, value);
        }

        var closest = p * minutes[0] - 100 * (total - minutes[0] - minutes[1]);
        var twoGive = 100 * (minutes[0] + minutes[1]) - 85 * total;
        if (!isSmall && closest <= 0 && twoGive <= 0)
        {
            return (total, total);
        }

        var by = new[] { Up(p * minutes[0], 100), Up(closest, 100), Up(twoGive, 85) }.Max();
        return (Math.Max(0, total - by), total + by);
    }

    private static long Up(long value, long by) => (Math.Max(0, value) + by - 1) / by;
}
