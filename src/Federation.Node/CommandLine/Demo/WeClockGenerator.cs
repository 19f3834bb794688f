using System.IO.Compression;
using System.Text;

namespace Federation.Node.CommandLine.Demo;

/// <summary>
/// Makes exports as the WeClock app does, of people who do not exist: the same seed, weeks and profile give the same bytes. The place of
/// work is always the place with the most time in it, <see cref="WorkPlace"/>.
/// </summary>
internal static class WeClockGenerator
{
    /// <summary>The number under which an importer lists the place of work of a generated export.</summary>
    public const int WorkPlace = 1;

    /// <summary>Makes one export.</summary>
    /// <param name="seed">Who: places and habits.</param>
    /// <param name="platform">Which layout.</param>
    /// <param name="mondays">The weeks it covers; at least one, so that there are stays enough to find places by.</param>
    /// <param name="profile">How this person works.</param>
    /// <exception cref="ArgumentException">No week, or a first day that is not a Monday.</exception>
    public static byte[] Generate(int seed, WeClockPlatform platform, IReadOnlyList<DateOnly> mondays, WeeklyProfile profile)
    {
        if (mondays.Count == 0 || mondays.Any(day => day.DayOfWeek != DayOfWeek.Monday))
        {
            throw new ArgumentException("One or more Mondays are needed.", nameof(mondays));
        }

        var trace = new MadeUpTrace(seed);
        foreach (var monday in mondays.Distinct().Order())
        {
            trace.Live(monday, profile);
        }

        return platform == WeClockPlatform.Ios ? Ios(seed, trace.Rows) : Android(trace.Rows);
    }

    /// <summary>The name such a file has when the app shares it.</summary>
    public static string FileName(WeClockPlatform platform) => platform == WeClockPlatform.Ios ? "data.csv" : "weclock.zip";

    private static byte[] Ios(int seed, IReadOnlyList<MadeUpRow> rows)
    {
        var ids = new Random(seed);
        var text = new StringBuilder();
        foreach (var (index, row) in rows.Reverse().Index())
        {
            var (type, value) = row switch
            {
                { At: { } at } => ("geologging", Invariant($"{at.Latitude:F13}, {at.Longitude:F13}")),
                { Battery: { } charge } => ("battery reading", Invariant($"{charge}.0%")),
                _ => ("work log", "Unclassified"),
            };
            text.Append(Invariant($"{index},{ids.NextInt64(long.MinValue, long.MaxValue)},{type},{row.Moment:M'/'d'/'yy, h:mm tt},{value}\n"));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Android(IReadOnlyList<MadeUpRow> rows)
    {
        var text = new StringBuilder();
        foreach (var (index, row) in rows.Index())
        {
            var (type, value) = row switch
            {
                { At: { } at } => ("geo_logging", Invariant($"\"{at.Latitude:F6},{at.Longitude:F6}\"")),
                { Battery: { } charge } => ("battery_level", Invariant($"{charge}")),
                _ => ("work_log", "Unclassified"),
            };
            text.Append(Invariant($"{index},{type},{row.Moment:yyyy-MM-dd HH':'mm':'ss},{value},,,,,\r\n"));
        }

        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = archive.CreateEntry("data.csv");
            entry.LastWriteTime = new DateTimeOffset(rows[^1].Moment, TimeSpan.Zero);
            using var inside = entry.Open();
            inside.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }

        return zip.ToArray();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
