namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>
/// Where somebody sleeps: of the places that are not work, the one of most nights. Phones write little at night, so a night is also spent at a place
/// where the phone was last seen before it and first seen after it, if that is less than a day apart.
/// </summary>
internal static class Dwelling
{
    private const int Day = 24 * 60;

    /// <summary>The minute that makes a night one: late workers are home by then, and early ones have not left.</summary>
    private const int NightMinute = 3 * 60;

    /// <summary>Nights at a place before it is called a dwelling: one may be a visit to friends.</summary>
    private const int LeastNights = 2;

    /// <summary>The place; null when none is seen twice at night.</summary>
    /// <param name="visits">All visits, in time order.</param>
    /// <param name="isWork">Which places are work.</param>
    public static int? In(IReadOnlyList<Visit> visits, Predicate<int> isWork)
    {
        var nights = new Dictionary<int, long>();
        for (var at = 0; at < visits.Count; at++)
        {
            var visit = visits[at];
            var count = Nights(visit.From, visit.To);
            if (at > 0 && visits[at - 1].Place == visit.Place && visit.From - visits[at - 1].To < Day)
            {
                count += Nights(visits[at - 1].To, visit.From);
            }

            nights[visit.Place] = nights.GetValueOrDefault(visit.Place) + count;
        }

        return nights.Where(place => !isWork(place.Key) && place.Value >= LeastNights)
            .OrderByDescending(place => place.Value).ThenBy(place => place.Key).Select(place => (int?)place.Key).FirstOrDefault();
    }

    private static long Nights(long from, long to) => ((to - NightMinute) / Day) - ((from - NightMinute) / Day);
}
