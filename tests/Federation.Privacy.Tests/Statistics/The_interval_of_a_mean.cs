using Federation.Privacy.Statistics;

namespace Federation.Privacy.Tests.Statistics;

public sealed class The_interval_of_a_mean
{
    // Student's sleep data (Biometrika 6, 1908), hours gained by ten people with the second drug, in tenths: mean 2.33, 95 % interval 0.898 to 3.762 as every package prints it.
    [Fact]
    public void Is_that_of_the_published_example()
    {
        long[] tenths = [19, 8, 11, 1, -1, 44, 55, 16, 46, 34];
        var interval = MeanInterval.Of(tenths.Sum(), tenths.Sum(each => each * each), tenths.Length);
        Assert.Equal((23.3, 8.98, 37.62), (interval.Mean, Math.Round(interval.Low, 2), Math.Round(interval.High, 2)));
    }

    // t of 97.5 per cent by degrees of freedom (Student's table): the half width of an interval whose standard error is 1.
    [Theory]
    [InlineData(10, 2.262), InlineData(30, 2.045), InlineData(400, 1.966)]
    public void Widens_where_few_were_counted(long people, double quantile)
    {
        var interval = MeanInterval.Of(0, 1_000_000 * people * (people - 1), people);
        Assert.Equal(quantile, interval.High / 1000, 0.001);
    }

    [Fact]
    public void Is_nothing_wide_where_all_gave_the_same() => Assert.Equal(new MeanInterval(7, 7, 7, 0), MeanInterval.Of(70, 490, 10));

    [Fact]
    public void Is_not_asked_of_one() => Assert.Throws<ArgumentOutOfRangeException>(() => MeanInterval.Of(5, 25, 1));
}
