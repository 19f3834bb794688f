using System.Text.Json;
using Federation.Node.CommandLine.Demo;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.WeClock;

/// <summary>The two layouts of one synthetic fortnight; expected figures were counted from the rows by a separate script.</summary>
public sealed class The_sample_exports
{
    public static TheoryData<string> Files => ["weclock_ios_synthetic_data.csv", "weclock_android_synthetic.zip"];

    [Theory, MemberData(nameof(Files))]
    public void Give_the_same_two_working_weeks(string file)
    {
        var export = Read(file);
        Assert.Equal([new WorkWeek("2026-W45", 2820, 5, 0, 0), new WorkWeek("2026-W46", 2555, 5, 0, 0)], export.Weeks([1]));
    }

    [Theory, MemberData(nameof(Files))]
    public void Agree_with_the_independent_count(string file) =>
        Assert.Equal(IndependentWeClockCount.Weeks(File.ReadAllBytes(PathOf(file)), (50.05, 4.05)), Read(file).Weeks([1]));

    [Theory, MemberData(nameof(Files))]
    public void Have_one_place_a_weekday_work_of_ninety_hours(string file)
    {
        var place = Assert.Single(Read(file).Places);
        Assert.Equal((1, 90, 8, 16), (place.Number, place.TotalHours, place.UsualFromHour, place.UsualToHour));
        Assert.Equal(5, place.UsualDays.Count);
    }

    [Theory, MemberData(nameof(Files))]
    public void Let_no_coordinate_and_no_exact_time_out(string file)
    {
        var export = Read(file);
        var seen = JsonSerializer.Serialize(export) + export + JsonSerializer.Serialize(export.Weeks([1]));
        Assert.DoesNotContain("50.0", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("4.05", seen, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d\d:[1-5]\d", seen);
    }

    [Fact]
    public void Give_the_same_weeks_with_their_rows_shuffled()
    {
        var lines = File.ReadAllLines(PathOf("weclock_ios_synthetic_data.csv"));
        for (var seed = 0; seed < 20; seed++)
        {
            var shuffled = lines.ToArray();
            new Random(seed).Shuffle(shuffled);
            using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', shuffled)));
            var reading = WeClockImport.Read(stream, "data.csv");
            Assert.Equal([2820, 2555], reading.Export!.Weeks([1]).Select(week => week.WorkedMinutes)); // read whole, or the seed fails
        }
    }

    private static WeClockExport Read(string file)
    {
        using var stream = File.OpenRead(PathOf(file));
        var reading = WeClockImport.Read(stream, file);
        Assert.True(reading.IsRead, reading.Refusal?.Sentence("en"));
        return reading.Export;
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "samples", "weclock", file);
}
