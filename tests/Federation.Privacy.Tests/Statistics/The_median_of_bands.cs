using CsCheck;
using Federation.Privacy.Statistics;

namespace Federation.Privacy.Tests.Statistics;

public sealed class The_median_of_bands
{
    private static readonly double?[] Tens = [0, 10, 20, 30, 40];

    // 40 people: 8 | 20 | 10 | 2. The middle is the 20th, the twelfth of twenty between 10 and 20; ranks 13 and 28 are both in that band.
    [Fact]
    public void Is_that_of_the_textbook() => Assert.Equal(new BandedMedian(1, 1, 16, 10, 20), BandedMedian.Of([8, 20, 10, 2], 40, Tens));

    // 100 people: ranks 40 and 61 (n/2 ± 9.8, and one more).
    [Theory]
    [InlineData(40, 20, 40, 0, 30), InlineData(39, 20, 41, 10, 30), InlineData(39, 22, 39, 10, 20), InlineData(39, 21, 40, 10, 30)]
    public void Is_as_sure_as_the_ranks_around_it(long one, long two, long three, double low, double high)
    {
        var median = BandedMedian.Of([one, two, three, 100 - one - two - three], 100, Tens)!;
        Assert.Equal((low, high), (median.Low, median.High));
    }

    [Fact]
    public void Is_an_edge_where_half_lie_below_it_and_half_above() => Assert.Equal(new BandedMedian(1, 3, 20, 0, 40), BandedMedian.Of([5, 5, 0, 10], 20, Tens));

    [Fact]
    public void Is_the_value_of_a_band_that_has_but_one() => Assert.Equal(0, BandedMedian.Of([30, 10], 40, [0, 0, 10])!.Figure);

    [Fact]
    public void Has_no_figure_in_an_open_band_and_no_end_where_the_bands_have_none() =>
        Assert.Equal(new BandedMedian(1, 1, null, 10, null), BandedMedian.Of([5, 35], 40, [0, 10, null]));

    [Theory]
    [InlineData(30L, null, null, 5L, 0, 0)]
    [InlineData(10L, null, null, 5L, 1, 2)]
    [InlineData(null, 30L, null, 5L, 1, 1)]
    [InlineData(null, 22L, 13L, null, 1, 2)]
    public void Says_between_which_bands_it_lies_for_sure_where_some_are_hidden(long? one, long? two, long? three, long? four, int first, int last) =>
        Assert.Equal(new BandedMedian(first, last, null, null, null), BandedMedian.Of([one, two, three, four], 45, Tens));

    [Theory]
    [InlineData(0), InlineData(41), InlineData(39)]
    public void Is_none_of_counts_that_do_not_add_up(long whole) => Assert.Null(BandedMedian.Of([8, 20, 10, 2], whole, Tens));

    // Whatever people have: the true median lies in the band that is told, and with a band hidden between those told.
    [Fact]
    public void Is_where_the_middle_person_is() => Gen.Select(Gen.Double[0.001, 40].Array[1, 60], Gen.Int[0, 4]).Sample((values, hidden) =>
    {
        var (sorted, bands) = (values.Order().ToArray(), values.CountBy(Band).ToDictionary());
        long?[] counts = [.. Enumerable.Range(0, 4).Select(band => band == hidden || band == hidden - 1 ? null : (long?)bands.GetValueOrDefault(band))];
        var median = BandedMedian.Of(counts, values.Length, Tens)!;
        var (lower, upper) = (Band(sorted[(values.Length - 1) / 2]), Band(sorted[values.Length / 2]));
        Assert.True(median.First <= lower && upper <= median.Last);
        if (!counts.Contains(null))
        {
            Assert.Equal((lower, upper), (median.First, median.Last));
            Assert.InRange(median.Figure!.Value, Tens[lower]!.Value, Tens[lower + 1]!.Value);
        }
    });

    private static int Band(double value) => (int)Math.Ceiling(value / 10) - 1;
}
