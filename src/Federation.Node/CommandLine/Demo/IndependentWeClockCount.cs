using System.Globalization;
using System.IO.Compression;
using System.Text;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.CommandLine.Demo;

/// <summary>
/// The weekly figures counted a second way, to check the importer by: one mark per minute, great-circle distances to a known place of
/// work, weeks by the Thursday in them. It shares no code, no constant and no idea with the importer but what the figures mean. For
/// exports that are known to be sound; it refuses nothing.
/// </summary>
internal static class IndependentWeClockCount
{
    private static readonly DateTime Start = new(2000, 1, 1);

    /// <summary>Counts an export.</summary>
    /// <param name="export">The file's bytes, either layout.</param>
    /// <param name="work">Latitude and longitude of each place of work, in degrees.</param>
    public static IReadOnlyList<WorkWeek> Weeks(byte[] export, params (double Latitude, double Longitude)[] work)
    {
        var fixes = Fixes(export).Distinct().OrderBy(fix => fix.Minute).ThenBy(fix => fix.Second).ToList();
        var first = fixes[0].Minute;
        var atWork = new bool[fixes[^1].Minute - first + 1];
        foreach (var place in work)
        {
            var here = new bool[atWork.Length];
            foreach (var (before, after) in fixes.Zip(fixes.Skip(1)))
            {
                if (after.Minute - before.Minute <= 60 && Metres(before, place) <= 200 && Metres(after, place) <= 200)
                {
                    Array.Fill(here, true, before.Minute - first, after.Minute - before.Minute);
                }
            }

            Flip(here, value: true, shorterThan: 10);
            for (var minute = 0; minute < here.Length; minute++)
            {
                atWork[minute] |= here[minute];
            }
        }

        Flip(atWork, value: false, shorterThan: 20);
        return Tally(atWork, first);
    }

    private static List<WorkWeek> Tally(bool[] atWork, int first)
    {
        var figures = new SortedDictionary<string, (int Worked, int Missed, int Evening, int Weekend)>(StringComparer.Ordinal);
        var (shiftBegan, lastWorked, hadBreak) = (-1, -1, false);
        for (var minute = 0; minute <= atWork.Length; minute++)
        {
            var isOver = shiftBegan >= 0 && (minute == atWork.Length || minute - lastWorked > 180);
            if (isOver)
            {
                var week = Week(Start.AddMinutes(first + shiftBegan));
                var owed = !hadBreak && lastWorked + 1 - shiftBegan > 360;
                figures[week] = figures[week] with { Missed = figures[week].Missed + (owed ? 1 : 0) };
                (shiftBegan, hadBreak) = (-1, false);
            }

            if (minute == atWork.Length || !atWork[minute])
            {
                continue;
            }

            hadBreak |= shiftBegan >= 0 && minute - lastWorked > 1;
            shiftBegan = shiftBegan < 0 ? minute : shiftBegan;
            lastWorked = minute;
            var now = Start.AddMinutes(first + minute);
            var sum = figures.GetValueOrDefault(Week(now));
            figures[Week(now)] = (
                sum.Worked + 1, sum.Missed, sum.Evening + (now.Hour >= 19 ? 1 : 0),
                sum.Weekend + (now.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0));
        }

        return [.. figures.Select(week => new WorkWeek(
            week.Key, week.Value.Worked, week.Value.Missed, week.Value.Evening, week.Value.Weekend))];
    }

    /// <summary>Turns runs of a value that lie between two runs of the other, or at an end when true, if they are short.</summary>
    private static void Flip(bool[] minutes, bool value, int shorterThan)
    {
        for (var from = 0; from < minutes.Length;)
        {
            var to = from;
            while (to < minutes.Length && minutes[to] == minutes[from])
            {
                to++;
            }

            var isInside = from > 0 && to < minutes.Length;
            if (minutes[from] == value && to - from < shorterThan && (value || isInside))
            {
                Array.Fill(minutes, !value, from, to - from);
            }

            from = to;
        }
    }

    private static IEnumerable<(int Minute, int Second, double Latitude, double Longitude)> Fixes(byte[] export)
    {
        foreach (var line in Text(export).Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var columns = line.Replace("\"", "", StringComparison.Ordinal).Split(',');
            if (line.Contains(",geologging,", StringComparison.Ordinal))
            {
                yield return Fix(columns[3] + columns[4], "M/d/yy h:mm tt", columns[5], columns[6]);
            }
            else if (line.Contains(",geo_logging,", StringComparison.Ordinal))
            {
                yield return Fix(columns[2], "yyyy-MM-dd HH:mm:ss", columns[3], columns[4]);
            }
        }

        static (int Minute, int Second, double Latitude, double Longitude) Fix(string time, string format, string latitude, string longitude)
        {
            var moment = DateTime.ParseExact(time, format, CultureInfo.InvariantCulture);
            return ((int)Math.Floor((moment - Start).TotalMinutes), moment.Second,
                double.Parse(latitude, CultureInfo.InvariantCulture), double.Parse(longitude, CultureInfo.InvariantCulture));
        }
    }

    private static string Text(byte[] export)
    {
        if (export[0] != 'P')
        {
            return Encoding.UTF8.GetString(export);
        }

        using var zip = new ZipArchive(new MemoryStream(export));
        using var reader = new StreamReader(zip.Entries[0].Open());
        return reader.ReadToEnd();
    }

    /// <summary>Haversine on a sphere of 6,371 km.</summary>
    private static double Metres(
        (int Minute, int Second, double Latitude, double Longitude) fix, (double Latitude, double Longitude) place)
    {
        double phi1 = double.DegreesToRadians(fix.Latitude), phi2 = double.DegreesToRadians(place.Latitude);
        var (dPhi, dLambda) = (phi2 - phi1, double.DegreesToRadians(place.Longitude - fix.Longitude));
        var h = Math.Pow(Math.Sin(dPhi / 2), 2) + (Math.Cos(phi1) * Math.Cos(phi2) * Math.Pow(Math.Sin(dLambda / 2), 2));
        return 2 * 6_371_000 * Math.Asin(Math.Sqrt(h));
    }

    /// <summary>ISO 8601: a week belongs to the year of its Thursday and is counted from there.</summary>
    private static string Week(DateTime day)
    {
        var thursday = day.Date.AddDays(3 - (((int)day.DayOfWeek + 6) % 7));
        return string.Create(CultureInfo.InvariantCulture, $"{thursday.Year:D4}-W{((thursday.DayOfYear - 1) / 7) + 1:D2}");
    }
}
