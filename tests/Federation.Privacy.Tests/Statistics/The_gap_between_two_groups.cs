using Federation.Privacy.Statistics;

namespace Federation.Privacy.Tests.Statistics;

public sealed class The_gap_between_two_groups
{
    [Fact]
    public void Is_what_the_first_lacks_of_what_the_second_gets_in_the_same_position()
    {
        // Ten women with 90 where men get 100, thirty with 190 where they get 200: 6,600 instead of 7,000.
        var gap = AdjustedGap.Of([(10, Mean(90), Mean(100)), (30, Mean(190), Mean(200))])!;
        Assert.Equal(400 / 7000.0, gap.Gap, 12);
        Assert.Equal((gap.Gap, gap.Gap), (gap.Low, gap.High));
    }

    [Fact]
    public void Is_not_seen_where_only_the_positions_differ()
    {
        var gap = AdjustedGap.Of([(30, Mean(100), Mean(100)), (10, Mean(200), Mean(200))])!;
        Assert.Equal(0, gap.Gap, 12);
    }

    // One position: the ratio of two means. Delta method by hand: sqrt(4 + 0.9² * 9) / 100 * 1.96 = 6.59 points.
    [Fact]
    public void Is_as_sure_as_the_means_are()
    {
        var gap = AdjustedGap.Of([(20, Mean(90, 4), Mean(100, 9))])!;
        Assert.Equal((0.1, 0.0341, 0.1659), (Math.Round(gap.Gap, 4), Math.Round(gap.Low, 4), Math.Round(gap.High, 4)));
    }

    [Fact]
    public void Is_none_where_nobody_is_compared() => Assert.Null(AdjustedGap.Of([]));

    private static MeanInterval Mean(double mean, double variance = 0) => new(mean, mean, mean, variance);
}
