using System.Globalization;
using System.Text;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.WeClock;

/// <summary>A phone that writes an Android export, told in minutes of Monday 2 November 2026 (ISO week 45).</summary>
internal sealed class Phone
{
    public const string Work = "\"-48.900000,-123.400000\"";
    public const string OtherWork = "\"-48.800000,-123.400000\"";
    public const string Elsewhere = "\"-48.890000,-123.400000\"";

    private static readonly DateTime Monday = new(2026, 11, 2);
    private readonly List<string> rows = [];

    /// <summary>Two short stays at work a month before, so that work is a place whatever the test adds.</summary>
    public Phone KnownAt(string place) => At(place, Clock(8, day: -28), Clock(8, 10, day: -28))
        .At(Elsewhere, Clock(9, day: -28)).At(place, Clock(10, day: -28), Clock(10, 10, day: -28)).At(Elsewhere, Clock(11, day: -28));

    /// <summary>The same for a second place of work, two days later.</summary>
    public Phone KnownAtOther() => At(OtherWork, Clock(8, day: -26), Clock(8, 10, day: -26))
        .At(Elsewhere, Clock(9, day: -26)).At(OtherWork, Clock(10, day: -26), Clock(10, 10, day: -26)).At(Elsewhere, Clock(11, day: -26));

    public static int Clock(int hour, int minute = 0, int day = 0) => (((day * 24) + hour) * 60) + minute;

    /// <summary>Stays from one minute to another, writing every ten.</summary>
    public Phone At(string place, int from, int to)
    {
        for (var minute = from; minute < to; minute += 10)
        {
            At(place, minute);
        }

        return At(place, to);
    }

    public Phone At(string place, int minute)
    {
        var moment = Monday.AddMinutes(minute).ToString("yyyy-MM-dd HH':'mm':'ss", CultureInfo.InvariantCulture);
        rows.Add($"{rows.Count},geo_logging,{moment},{place},,,,,");
        return this;
    }

    public WeClockExport Export()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", rows)));
        var reading = WeClockImport.Read(stream, "data.csv");
        Assert.True(reading.IsRead, reading.Refusal?.Sentence("en"));
        return reading.Export;
    }

    /// <summary>The weeks of November: those that the test told, without the one that made work known.</summary>
    public IReadOnlyList<WorkWeek> Weeks(params int[] places) =>
        [.. Export().Weeks(places.Length == 0 ? [1] : places).Where(week => week.IsoWeek != "2026-W41")];
}
