namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>
/// Where somebody stopped. Parameters are those with which WeClocked called scikit-mobility (dcalacci/weclocked): ten minutes, within
/// 0.1 km x 0.75 of the first fix, no silence over an hour, last fixes faster than 20 km/h dropped. Unlike there, a stay ends at its
/// last fix and not at the next one elsewhere, which would call the way home a part of work.
/// </summary>
internal static class Stays
{
    /// <summary>Shortest stay.</summary>
    public const int MinSeconds = 10 * 60;

    /// <summary>Longest silence that a stay survives.</summary>
    public const int MaxSilenceSeconds = 60 * 60;

    private const int Radius = Position.Kilometre * 3 / 40;
    private const int LeavingKilometresPerHour = 20;

    /// <summary>The middles of the stays, in time order.</summary>
    public static IReadOnlyList<Position> In(IReadOnlyList<Fix> fixes)
    {
        var stays = new List<Position>();
        for (var first = 0; first < fixes.Count;)
        {
            var next = first + 1;
            while (next < fixes.Count && fixes[next].Second - fixes[next - 1].Second <= MaxSilenceSeconds
                && fixes[next].At.IsWithin(Radius, fixes[first].At))
            {
                next++;
            }

            var last = next - 1;
            while (last > first && IsLeaving(fixes[last - 1], fixes[last]))
            {
                last--;
            }

            if (fixes[last].Second - fixes[first].Second >= MinSeconds)
            {
                stays.Add(Middle(fixes, first, last));
            }

            first = next;
        }

        return stays;
    }

    private static bool IsLeaving(Fix from, Fix to)
    {
        var reach = (to.Second - from.Second) * LeavingKilometresPerHour * Position.Kilometre;
        return from.At.SquareTo(to.At) * (3600L * 3600L) > reach * reach;
    }

    private static Position Middle(IReadOnlyList<Fix> fixes, int first, int last)
    {
        long x = 0, y = 0, z = 0;
        for (var at = first; at <= last; at++)
        {
            x += fixes[at].At.X;
            y += fixes[at].At.Y;
            z += fixes[at].At.Z;
        }

        var count = last - first + 1;
        return new((int)(x / count), (int)(y / count), (int)(z / count));
    }
}
