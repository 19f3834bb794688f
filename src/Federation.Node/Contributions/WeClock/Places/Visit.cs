namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>
/// Presence at a place: from one fix there to the last of an unbroken row of them. Fixes elsewhere or more than an hour of silence break
/// it, and presence of under ten minutes is passing by. Only time between two fixes at the place is ever counted: what is not known is
/// not claimed.
/// </summary>
/// <param name="Place">Which place.</param>
/// <param name="From">First minute.</param>
/// <param name="To">The minute after the last.</param>
internal readonly record struct Visit(int Place, long From, long To)
{
    private const int MinMinutes = Stays.MinSeconds / 60;
    /// <summary>Silence of the phone that a visit outlives, in minutes; see <see cref="Stays.MaxSilenceSeconds"/>.</summary>
    private const int MaxSilenceMinutes = Stays.MaxSilenceSeconds / 60;

    /// <summary>Minutes of presence.</summary>
    public long Minutes => To - From;

    /// <summary>All visits, in time order.</summary>
    public static IReadOnlyList<Visit> In(IReadOnlyList<Fix> fixes, PlaceMap map)
    {
        var visits = new List<Visit>();
        for (var first = 0; first < fixes.Count;)
        {
            var place = map.At(fixes[first].At);
            var next = first + 1;
            while (next < fixes.Count && fixes[next].Minute - fixes[next - 1].Minute <= MaxSilenceMinutes
                && map.At(fixes[next].At) == place)
            {
                next++;
            }

            var visit = new Visit(place ?? -1, fixes[first].Minute, fixes[next - 1].Minute);
            if (place is not null && visit.Minutes >= MinMinutes)
            {
                visits.Add(visit);
            }

            first = next;
        }

        return visits;
    }

    /// <summary>Says nothing: exact times must not reach a log by accident.</summary>
    public override string ToString() => "a visit";
}
