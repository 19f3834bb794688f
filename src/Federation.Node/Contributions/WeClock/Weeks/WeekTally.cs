using System.Globalization;
using Federation.Node.Contributions.WeClock.Rows;

namespace Federation.Node.Contributions.WeClock.Weeks;

/// <summary>Shifts become weekly figures: minutes are split at midnight, so each lies in the week and weekday in which it passed.</summary>
internal static class WeekTally
{
    private const int Day = 24 * 60;

    /// <summary>Weeks with work in them, oldest first.</summary>
    public static IReadOnlyList<WorkWeek> Of(IEnumerable<Shift> shifts, WorkRules rules)
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
                var week = WeekOf(shift.From);
                weeks[week.IsoWeek] = week with { MissedBreaks = week.MissedBreaks + 1 };
            }
        }

        return [.. weeks.Values];

        WorkWeek WeekOf(long minute)
        {
            var name = IsoWeek(LocalTime.DayOfMinute(minute));
            return weeks.GetValueOrDefault(name) ?? new WorkWeek(name, 0, 0, 0, 0);
        }

        void Add(long from, long to)
        {
            var week = WeekOf(from);
            var midnight = from / Day * Day;
            var evening = Math.Max(0, Math.Min(to - midnight, rules.EveningToMinute) - Math.Max(from - midnight, rules.EveningFromMinute));
            var isWeekend = LocalTime.DayOfMinute(from).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            weeks[week.IsoWeek] = week with
            {
                WorkedMinutes = Capped(week.WorkedMinutes + to - from),
                EveningMinutes = Capped(week.EveningMinutes + evening),
                WeekendMinutes = Capped(week.WeekendMinutes + (isWeekend ? to - from : 0)),
            };
        }
    }

    private static int Capped(long minutes) => (int)Math.Min(minutes, WorkWeek.MaxMinutes);

    private static string IsoWeek(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date):D4}-W{ISOWeek.GetWeekOfYear(date):D2}");
    }
}
