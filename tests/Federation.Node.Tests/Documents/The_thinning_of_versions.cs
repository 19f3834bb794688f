using Federation.Node.Documents.Versions;

namespace Federation.Node.Tests.Documents;

public sealed class The_thinning_of_versions
{
    /// <summary>A Tuesday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Leaves_all_of_the_last_hour() =>
        Assert.Empty(Superfluous(Now, Now.AddMinutes(-59), Now.AddMinutes(-58), Now.AddMinutes(-30), Now.AddSeconds(-1), Now));

    [Fact]
    public void Leaves_the_last_of_each_hour_for_a_day() => // 05:10 05:50 06:00 06:59
        Assert.Equal([1, 3], Superfluous(Now, Now.AddMinutes(-230), Now.AddMinutes(-190), Now.AddMinutes(-180), Now.AddMinutes(-121), Now));

    [Fact]
    public void Leaves_the_last_of_each_day_for_30_days() => // 20th: 01:00 23:00, 21st: 12:00
        Assert.Equal([1], Superfluous(Now, Now.AddDays(-4).AddHours(-8), Now.AddDays(-4).AddHours(14), Now.AddDays(-3).AddHours(3), Now));

    [Fact]
    public void Leaves_the_last_of_each_week_before_that_for_good() // Mondays 5 and 12 October, Sunday 11 October
    {
        var monday = new DateTimeOffset(2026, 10, 5, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([1], Superfluous(Now, monday, monday.AddDays(6), monday.AddDays(7), Now));
        Assert.Equal([1], Superfluous(Now.AddYears(50), monday, monday.AddDays(6), monday.AddDays(7), Now));
    }

    [Fact]
    public void Never_takes_the_newest_nor_one_that_is_marked()
    {
        var old = Now.AddYears(-1);
        Assert.Equal([1, 3], ThinningSchedule.Superfluous([new(1, old, false), new(2, old, true), new(3, old, false), new(4, old, false)], Now));
        Assert.Empty(ThinningSchedule.Superfluous([new(1, old, false)], Now));
        Assert.Empty(ThinningSchedule.Superfluous([], Now));
    }

    [Fact]
    public void Bears_a_clock_that_once_went_backwards() =>
        Assert.Equal([1], Superfluous(Now, Now.AddDays(-2).AddMinutes(30), Now.AddDays(-2), Now));

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Leaves_the_same_however_often_it_looks(int seed)
    {
        var chance = new Random(seed);
        var at = Now;
        var all = Enumerable.Range(1, 400).Select(number => new DatedVersion(number, at += TimeSpan.FromMinutes(Math.Pow(chance.NextDouble(), 6) * 5000), chance.Next(20) == 0)).ToList();
        var end = at.AddDays(chance.Next(60));
        var often = new List<DatedVersion>();
        foreach (var version in all)
        {
            often.Add(version);
            var gone = ThinningSchedule.Superfluous(often, version.At.AddMinutes(chance.Next(2000)) is var look && look < end ? look : end);
            often.RemoveAll(each => gone.Contains(each.Number));
        }

        Assert.Equal(Left(all, end), Left(often, end));
        Assert.True(often.Count < all.Count);
    }

    private static List<int> Left(List<DatedVersion> versions, DateTimeOffset now) =>
        [.. versions.Select(each => each.Number).Except(ThinningSchedule.Superfluous(versions, now))];

    private static IReadOnlyList<int> Superfluous(DateTimeOffset now, params DateTimeOffset[] at) =>
        ThinningSchedule.Superfluous([.. at.Select((each, index) => new DatedVersion(index + 1, each, false))], now);
}
