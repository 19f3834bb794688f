namespace Federation.Node.CommandLine.Demo;

/// <summary>
/// What a phone writes down over a week: fixes every five to thirty minutes with up to 30 m of error and a few worse ones, repeated rows,
/// breaks at the canteen, errands too short to be a break, hours of silence, commutes, evenings at home.
/// </summary>
internal sealed class MadeUpTrace(int seed)
{
    private const double Error = 30;
    private const double WorstError = 110;

    private readonly Random random = new(seed);
    private readonly MadeUpPlaces places = MadeUpPlaces.Of(seed);
    private readonly List<MadeUpRow> rows = [];

    /// <summary>The rows in time order.</summary>
    public IReadOnlyList<MadeUpRow> Rows => [.. rows.OrderBy(row => row.Moment)];

    /// <summary>Lives through a week that begins on a Monday.</summary>
    public void Live(DateOnly monday, WeeklyProfile profile)
    {
        var extraSaturday = Chance(profile.ExtraSaturdayPercent);
        for (var offset = 0; offset < 7; offset++)
        {
            var day = monday.AddDays(offset).ToDateTime(TimeOnly.MinValue);
            if (profile.Days.Contains(day.DayOfWeek) || (extraSaturday && day.DayOfWeek == DayOfWeek.Saturday))
            {
                WorkingDay(day.AddHours(profile.StartHour).AddMinutes(random.Next(60)), profile);
            }
            else
            {
                Stay(places.Home, day.AddHours(15), day.AddHours(16).AddMinutes(random.Next(30)));
            }

            rows.Add(new(day.AddHours(12).AddMinutes(random.Next(60)), Battery: random.Next(10, 100)));
        }
    }

    private void WorkingDay(DateTime from, WeeklyProfile profile)
    {
        var to = from.AddMinutes(profile.ShiftMinutes + random.Next(-15, 16) + (Chance(profile.OvertimePercent) ? random.Next(60, 121) : 0));
        Stay(places.Home, from.AddMinutes(-75), from.AddMinutes(-35));
        Commute(from.AddMinutes(-30));
        if (Chance(profile.MissedBreakPercent))
        {
            WithoutBreak(from, to);
        }
        else
        {
            WithBreak(from, to);
        }

        Commute(to.AddMinutes(8));
        Stay(places.Home, to.AddMinutes(35), to.AddMinutes(75));
        if (Chance(50))
        {
            rows.Add(new(to.AddMinutes(random.Next(60))));
        }
    }

    private void WithBreak(DateTime from, DateTime to)
    {
        var noon = from.AddMinutes(random.Next(120, 200));
        var back = noon.AddMinutes(random.Next(30, 50));
        Stay(places.Work, from, noon);
        if (Chance(85))
        {
            Stay(places.Canteen, noon.AddMinutes(4), back.AddMinutes(-4));
        }
        else
        {
            // A phone left in a locker: silence for more than an hour.
            back = noon.AddMinutes(random.Next(61, 100));
        }

        Stay(places.Work, back, to);
    }

    private void WithoutBreak(DateTime from, DateTime to)
    {
        var errand = from.AddMinutes(random.Next(120, 200));
        if (Chance(50))
        {
            Stay(places.Work, from, to);
            return;
        }

        var back = errand.AddMinutes(random.Next(8, 20));
        Stay(places.Work, from, errand);
        Fix(errand.AddMinutes(4), MadeUpPlaces.Away(places.Work, random, 500, 900), Error);
        Stay(places.Work, back, to);
    }

    private void Stay((double Latitude, double Longitude) place, DateTime from, DateTime to)
    {
        for (var moment = from; moment < to; moment = moment.AddMinutes(Chance(20) ? random.Next(20, 31) : random.Next(5, 16)))
        {
            Fix(moment, place, Chance(2) ? WorstError : Error);
        }

        Fix(to, place, Error);
    }

    private void Commute(DateTime from)
    {
        for (var step = 0; step < 3; step++)
        {
            // Between three and seven tenths of the way, so at least 600 m from either end.
            var part = 0.3 + (random.NextDouble() * 0.4);
            Fix(from.AddMinutes(step * 7), (Between(places.Home.Latitude, places.Work.Latitude, part),
                Between(places.Home.Longitude, places.Work.Longitude, part)), 0);
        }

        static double Between(double from, double to, double part) => from + ((to - from) * part);
    }

    private void Fix(DateTime moment, (double Latitude, double Longitude) place, double error)
    {
        var row = new MadeUpRow(moment.AddSeconds(random.Next(60)), MadeUpPlaces.Away(place, random, 0, error));
        rows.Add(row);
        if (Chance(3))
        {
            rows.Add(row);
        }
    }

    private bool Chance(int percent) => random.Next(100) < percent;
}
