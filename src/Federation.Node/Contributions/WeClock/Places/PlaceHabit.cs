using Federation.Node.Contributions.WeClock.Rows;

namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>When a place is usually visited, in whole hours and days of the week.</summary>
internal static class PlaceHabit
{
    private const int Hour = 60;
    private const int HoursPerDay = 24;
    private const int UsualDayShare = 10;
    private const int UsualHourShare = 2;

    /// <summary>Sums up the visits to one place.</summary>
    public static PlaceSummary Of(int number, IEnumerable<Visit> visits)
    {
        var byDay = new long[7];
        var byHour = new long[HoursPerDay];
        foreach (var visit in visits)
        {
            for (var minute = visit.From; minute < visit.To;)
            {
                var end = Math.Min(visit.To, ((minute / Hour) + 1) * Hour);
                byDay[((int)LocalTime.DayOfMinute(minute).DayOfWeek + 6) % 7] += end - minute;
                byHour[(int)(minute / Hour % HoursPerDay)] += end - minute;
                minute = end;
            }
        }

        var total = byDay.Sum();
        var days = Enumerable.Range(0, 7).Where(day => byDay[day] * UsualDayShare >= total).Select(day => (DayOfWeek)((day + 1) % 7));
        var (from, to) = UsualHours([.. byHour.Select(minutes => minutes * UsualHourShare >= byHour.Max())]);
        return new PlaceSummary(number, (int)((total + (Hour / 2)) / Hour), [.. days], from, to);
    }

    /// <summary>The usual hours as one stretch: the day less its longest run of unusual hours, across midnight if need be.</summary>
    private static (int From, int To) UsualHours(bool[] usual)
    {
        var (start, longest) = (0, 0);
        for (var hour = 0; hour < HoursPerDay; hour++)
        {
            var run = 0;
            while (run < HoursPerDay && !usual[(hour + run) % HoursPerDay])
            {
                run++;
            }

            if (run > longest)
            {
                (start, longest) = (hour, run);
            }
        }

        return longest == 0 ? (0, HoursPerDay) : ((start + longest) % HoursPerDay, start == 0 ? HoursPerDay : start);
    }
}
