using Federation.Node.Campaigns;
using Federation.Node.Contributions.WeClock.Rows;

namespace Federation.Node.Contributions.WeClock.Weeks;

/// <summary>Shifts become weekly figures: minutes are split at midnight, so each lies in the week and weekday in which it passed.</summary>
internal static class WeekTally
{
    private const int Day = 24 * 60;

    /// <summary>Weeks with work in them, oldest first.</summary>
    /// <param name="commutes">Minutes on the way, by week: see <see cref="Commute"/>.</param>
    public static IReadOnlyList<WorkWeek> Of(IEnumerable<Shift> shifts, IReadOnlyDictionary<string, long> commutes, WorkRules rules)
    {
        var weeks = new SortedDictionary<string, WorkWeek>(StringComparer.Ordinal);
        foreach (var shift in shifts)
        {
            foreach (var (from, to) in shift.Worked)
            {
                for (var minute = from; minute < to;)
                {
                    var midnight = ((minute / Day) + 1) * Day;
                    Add(minute, Math.Min(to, midnight));
                    minute = Math.Min(to, midnight);
                }
            }

            if (shift.MissedItsBreak(rules))
            {
                var week = SoFar(shift.From);
                weeks[week.IsoWeek] = week with { MissedBreaks = week.MissedBreaks + 1 };
            }
        }

        return [.. weeks.Values.Select(week => commutes.TryGetValue(week.IsoWeek, out var minutes) ? week with { CommuteMinutes = Capped(minutes) } : week)];

        WorkWeek SoFar(long minute)
        {
            var name = WeekOf(minute);
            return weeks.GetValueOrDefault(name) ?? new WorkWeek(name, 0, 0, 0, 0);
        }

        void Add(long from, long to)
        {
            var week = SoFar(from);
            var midnight = from / Day * Day;
            var evening = Math.Max(0, Math.Min(to - midnight, rules.EveningToMinute) - Math.Max(from - midnight, rules.EveningFromMinute));
            var isWeekend = LocalTime.DayOfMinute(from).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            weeks[week.IsoWeek] = week with
            {
                WorkedMinutes = Capped(week.WorkedMinutes + rules.Passed(from, to)),
                EveningMinutes = Capped(week.EveningMinutes + evening),
                WeekendMinutes = Capped(week.WeekendMinutes + (isWeekend ? rules.Passed(from, to) : 0)),
            };
        }
    }

    /// <summary>The ISO 8601 week of a minute.</summary>
    public static string WeekOf(long minute) => CalendarPeriod.Week.CodeOf(LocalTime.DayOfMinute(minute));

    private static int Capped(long minutes) => (int)Math.Min(minutes, WorkWeek.MaxMinutes);
}
