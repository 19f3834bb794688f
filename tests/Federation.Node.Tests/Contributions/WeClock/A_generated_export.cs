using System.Diagnostics;
using System.Globalization;
using System.Text;
using Federation.Node.CommandLine.Demo;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class A_generated_export
{
    private const int Seeds = 200;
    private static readonly DateOnly[] Mondays = [new(2026, 11, 2), new(2026, 11, 9), new(2026, 11, 16), new(2026, 12, 28)];

    [Fact]
    public void Gives_the_figures_that_an_independent_count_gives()
    {
        foreach (var (seed, platform, bytes) in Exports())
        {
            var counted = IndependentWeClockCount.Weeks(bytes, MadeUpPlaces.Of(seed).Work);
            var imported = Read(bytes, platform).Weeks([WeClockGenerator.WorkPlace]).Select(week => week with { CommuteMinutes = null }).ToList(); // the other count knows no home
            Assert.True(counted.SequenceEqual(imported), $"seed {seed} {platform}\ncounted  {string.Join("; ", counted)}\nimported {string.Join("; ", imported)}");
            Assert.True(imported.Count >= Mondays.Length);
        }
    }

    [Fact]
    public void Gives_the_same_figures_in_both_layouts()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Equal(Weeks(seed, WeClockPlatform.Ios), Weeks(seed, WeClockPlatform.Android));
        }

        static IReadOnlyList<WorkWeek> Weeks(int seed, WeClockPlatform platform) => Read(Make(seed, platform), platform).Weeks([1]);
    }

    [Fact]
    public void Shows_every_figure_at_work_somewhere()
    {
        var weeks = Exports().SelectMany(export => Read(export.Bytes, export.Platform).Weeks([1])).ToList();
        Assert.Contains(weeks, week => week.WorkedMinutes > 48 * 60);
        Assert.Contains(weeks, week => week.WorkedMinutes < 30 * 60);
        Assert.Contains(weeks, week => week.MissedBreaks == 0);
        Assert.Contains(weeks, week => week.MissedBreaks > 2);
        Assert.Contains(weeks, week => week.EveningMinutes > 600);
        Assert.Contains(weeks, week => week.WeekendMinutes > 600);
    }

    [Fact]
    public void Is_the_same_bytes_for_the_same_seed_and_others_for_another()
    {
        foreach (var platform in Enum.GetValues<WeClockPlatform>())
        {
            Assert.Equal(Make(7, platform), Make(7, platform));
            Assert.NotEqual(Make(7, platform), Make(8, platform));
        }
    }

    [Fact]
    public void Gives_the_same_weeks_with_its_rows_in_any_order()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var bytes = Make(seed, WeClockPlatform.Ios);
            var rows = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            new Random(seed).Shuffle(rows);
            var shuffled = Read(Encoding.UTF8.GetBytes(string.Join('\n', rows)), WeClockPlatform.Ios);
            var original = Read(bytes, WeClockPlatform.Ios);
            Assert.Equal(original.Weeks([1]), shuffled.Weeks([1]));
            Assert.Equal(original.Places.Select(Told), shuffled.Places.Select(Told));
        }

        static string Told(PlaceSummary place) => System.Text.Json.JsonSerializer.Serialize(place);
    }

    [Fact]
    public void Of_a_hundred_thousand_rows_is_read()
    {
        var row = new StringBuilder();
        var random = new Random(1);
        for (var index = 0; index < 100_000; index++)
        {
            var moment = new DateTime(2026, 1, 1).AddMinutes(index * 4);
            var place = moment.Hour is >= 8 and < 16 ? -48.9 : -48.7;
            row.Append(CultureInfo.InvariantCulture,
                $"{index},geo_logging,{moment:yyyy-MM-dd HH':'mm':'ss},\"{place + (random.NextDouble() / 4000):F6},{-123 + (random.NextDouble() / 4000):F6}\",,,,,\n");
        }

        var bytes = Encoding.UTF8.GetBytes(row.ToString());
        var export = Read(bytes, WeClockPlatform.Ios);
        Assert.NotEmpty(export.Weeks([1]));
    }

    [Fact]
    public void Made_to_have_as_many_stays_as_possible_is_read_in_bounded_time()
    {
        // Every two rows a new stay within 400 m of the others: the worst that 200,000 rows can ask of the grouping.
        var row = new StringBuilder();
        var random = new Random(1);
        for (var stay = 0; stay < 100_000; stay++)
        {
            var at = $"\"{Degrees(-48.9)},{Degrees(-123.4)}\"";
            foreach (var minute in new[] { 0, 10 })
            {
                var moment = new DateTime(2020, 1, 1).AddMinutes((stay * 80) + minute);
                row.Append(CultureInfo.InvariantCulture, $"{(stay * 2) + (minute / 10)},geo_logging,{moment:yyyy-MM-dd HH':'mm':'ss},{at},,,,,\n");
            }
        }

        var watch = Stopwatch.StartNew();
        var export = Read(Encoding.UTF8.GetBytes(row.ToString()), WeClockPlatform.Ios);
        Assert.Single(export.Places);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"it took {watch.Elapsed}"); // seconds; a grouping that compares all with all takes an hour

        string Degrees(double from) => (from + (random.NextDouble() / 250)).ToString("F6", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(int Seed, WeClockPlatform Platform, byte[] Bytes)> Exports() =>
        from seed in Enumerable.Range(0, Seeds)
        let platform = seed % 2 == 0 ? WeClockPlatform.Ios : WeClockPlatform.Android
        select (seed, platform, Make(seed, platform));

    private static byte[] Make(int seed, WeClockPlatform platform) =>
        WeClockGenerator.Generate(seed, platform, Mondays, WeeklyProfile.All[seed % WeeklyProfile.All.Count]);

    private static WeClockExport Read(byte[] bytes, WeClockPlatform platform)
    {
        using var stream = new MemoryStream(bytes);
        var reading = WeClockImport.Read(stream, bytes[0] == 'P' ? WeClockGenerator.FileName(platform) : "data.csv");
        Assert.True(reading.IsRead, reading.Refusal?.Sentence("en"));
        return reading.Export;
    }
}
