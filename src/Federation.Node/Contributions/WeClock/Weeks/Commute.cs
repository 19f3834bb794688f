using Federation.Node.Contributions.WeClock.Places;

namespace Federation.Node.Contributions.WeClock.Weeks;

/// <summary>
/// The ways between the dwelling and work: from the last fix at the one to the first at the other, without longer stays at other places between. A way that the
/// phone was silent on, or longer than the rule's limit, is not counted, nor is one that the export does not show to its end: what is not known is not
/// claimed. Going home within a shift is a break, not a way.
/// </summary>
internal sealed class Commute
{
    private readonly WorkRules rules;
    private readonly IReadOnlyList<Silence> silences;
    private readonly Visit[] home;
    private readonly Visit[] elsewhere;

    private Commute(IReadOnlyList<Visit> visits, int dwelling, Predicate<int> isWork, IReadOnlyList<Silence> silences, WorkRules rules)
    {
        this.rules = rules;
        this.silences = silences;
        home = [.. visits.Where(visit => visit.Place == dwelling)];
        elsewhere = [.. visits.Where(visit => visit.Place != dwelling && !isWork(visit.Place) && visit.Minutes >= rules.StopMinutes)];
    }

    /// <summary>Minutes by the ISO week in which their shift began; weeks without a way that is known are absent.</summary>
    /// <param name="shifts">The shifts, in time order.</param>
    /// <param name="visits">All visits, in time order.</param>
    /// <param name="isWork">Which places are work.</param>
    /// <param name="silences">When the phone was silent, in time order.</param>
    public static IReadOnlyDictionary<string, long> Of(
        IReadOnlyList<Shift> shifts, IReadOnlyList<Visit> visits, Predicate<int> isWork, IReadOnlyList<Silence> silences, WorkRules rules)
    {
        var weeks = new Dictionary<string, long>(StringComparer.Ordinal);
        if (Dwelling.In(visits, isWork) is not { } dwelling)
        {
            return weeks;
        }

        var commute = new Commute(visits, dwelling, isWork, silences, rules);
        for (var at = 0; at < shifts.Count; at++)
        {
            foreach (var way in new[] { commute.There(shifts, at), commute.Back(shifts, at) }.OfType<long>())
            {
                var week = WeekTally.WeekOf(shifts[at].From);
                weeks[week] = weeks.GetValueOrDefault(week) + way;
            }
        }

        return weeks;
    }

    private long? There(IReadOnlyList<Shift> shifts, int at)
    {
        var next = FirstFrom(home, shifts[at].From); // visits do not overlap: those before it have ended
        return next > 0 && (at == 0 || home[next - 1].From >= shifts[at - 1].To) ? Way(home[next - 1].To, shifts[at].From) : null;
    }

    private long? Back(IReadOnlyList<Shift> shifts, int at)
    {
        var next = FirstFrom(home, shifts[at].To);
        return next < home.Length && (at == shifts.Count - 1 || home[next].To <= shifts[at + 1].From) ? Way(shifts[at].To, home[next].From) : null;
    }

    private long? Way(long from, long to)
    {
        if (to - from > rules.LongestWayMinutes || IsSilent(from, to))
        {
            return null;
        }

        var minutes = to - from;
        for (var at = FirstFrom(elsewhere, from); at < elsewhere.Length && elsewhere[at].To <= to; at++)
        {
            minutes -= elsewhere[at].Minutes;
        }

        return minutes;
    }

    private bool IsSilent(long from, long to)
    {
        var next = First(silences.Count, at => silences[at].To > from);
        return next < silences.Count && silences[next].From < to;
    }

    private static int FirstFrom(Visit[] visits, long minute) => First(visits.Length, at => visits[at].From >= minute);

    // The first place of which something holds, as it does of all after it; halving, for an export may hold a hundred thousand.
    private static int First(int count, Predicate<int> holds)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
