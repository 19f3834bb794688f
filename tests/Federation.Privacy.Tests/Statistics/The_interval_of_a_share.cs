using Federation.Privacy.Statistics;

namespace Federation.Privacy.Tests.Statistics;

public sealed class The_interval_of_a_share
{
    // 39 of 94: the figure of the pay calculator's report (share of workers who earn less). 1 of 29 and 81 of 263: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(39, 94, 0.3206, 0.5159)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(29, 29, 0.8830, 1)]
    public void Is_that_of_the_published_examples(long part, long whole, double low, double high)
    {
        var interval = WilsonInterval.Of(part, whole);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
        Assert.InRange(interval.Share, interval.Low, interval.High);
    }

    [Theory]
    [InlineData(0, 0), InlineData(-1, 5), InlineData(6, 5)]
    public void Is_asked_of_people_only(long part, long whole) => Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(part, whole));
}
