using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>The rules for magnitudes against what others compute: sdcTable's own tests, and examples of the Handbook on Statistical Disclosure Control.</summary>
public sealed class A_cell_of_a_few_who_give_most
{
    public static TheoryData<MagnitudeRule, int[]> Expected => new()
    {
        { new Dominance(2, 75), [6, 14] },
        { new PPercent(70), [6, 14] },
        { new PriorPosterior(60, 80), [6, 14] },
        { new PPercent(10), [6] },
    };

    // sdcTools/sdcTable at 6393dfb6, its unit tests of primary suppression on microdata1; p = 10 recomputed by the handbook's definition.
    [Theory, MemberData(nameof(Expected))]
    public void Is_unsafe_where_sdcTable_says_so(MagnitudeRule rule, int[] cells)
    {
        var table = Microdata.Table();

        Assert.Equal(cells, Microdata.Cells.Where(cell => rule.IsUnsafe(table.SharesAt(cell.Codes, 0))).Select(cell => cell.Number));
    }

    [Theory, MemberData(nameof(Expected))]
    public void Is_as_unsafe_when_people_give_in_small_portions(MagnitudeRule rule, int[] cells)
    {
        var table = Microdata.Table(contributions: 4);

        Assert.Equal(cells, Microdata.Cells.Where(cell => rule.IsUnsafe(table.SharesAt(cell.Codes, 0))).Select(cell => cell.Number));
    }

    // The handbook's ch. 4.2.2: 100,000 of which two give 50,000 and 49,000. The second guesses the first to within 2 %.
    [Fact]
    public void Is_safe_by_one_and_90_percent_and_unsafe_by_10_percent()
    {
        var shares = new CellShares(100_000, [50_000, 49_000]);

        Assert.False(new Dominance(1, 90).IsUnsafe(shares));
        Assert.True(new PPercent(10).IsUnsafe(shares));
        Assert.Equal(4_000, new PPercent(10).Protection(shares)); // 10 % of 50,000, less the 1,000 that others gave
    }

    // The same chapter: 110,000 with 52,000 and 50,000 leaves 15.4 %.
    [Fact]
    public void Is_unsafe_by_two_and_90_9_percent_and_safe_by_10_percent()
    {
        var shares = new CellShares(110_000, [52_000, 50_000]);

        Assert.True(new Dominance(2, 90.9m).IsUnsafe(shares));
        Assert.False(new PPercent(10).IsUnsafe(shares));
        Assert.False(new PPercent(15.3m).IsUnsafe(shares));
        Assert.True(new PPercent(15.4m).IsUnsafe(shares));
    }

    // The handbook's p = 100 (100 - k) / k: with k = 80, two equal givers are unsafe by (2,80) where p = 25 begins.
    [Theory]
    [InlineData(80, 25)]
    [InlineData(95, 5.27)]
    public void Is_unsafe_by_p_percent_wherever_it_is_by_the_k_that_belongs_to_it(int k, decimal p)
    {
        for (var others = 0; others < 200; others++)
        {
            var shares = new CellShares(1_000 + others, [1_000, 0]);

            Assert.True(!new Dominance(2, k).IsUnsafe(shares) || new PPercent(p).IsUnsafe(shares), $"{others} of others");
        }
    }

    [Fact]
    public void Is_safe_once_its_protection_is_added()
    {
        var shares = new CellShares(366, [280, 11, 10]);
        foreach (var rule in new MagnitudeRule[] { new Dominance(2, 75), new Dominance(1, 60), new PPercent(70), new PriorPosterior(60, 80) })
        {
            Assert.True(rule.IsUnsafe(shares with { Total = shares.Total + rule.Protection(shares) - 1 }));
            Assert.False(rule.IsUnsafe(shares with { Total = shares.Total + rule.Protection(shares) }));
        }
    }

    [Fact]
    public void Is_safe_when_nobody_gave_anything() => Assert.All(Expected, rule => Assert.False(rule.Data.Item1.IsUnsafe(new CellShares(0, [0, 0, 0]))));

    [Fact]
    public void Knows_what_the_largest_gave_in_whatever_order_they_came() => Gen.Long[0, 20].List[0, 12].Sample(values =>
    {
        var shares = CellShares.Of(values);
        Assert.Equal(values.OrderDescending().Take(CellShares.Kept), shares.Largest);
        Assert.Equal(values.Sum(), shares.Total);
    });

    [Fact]
    public void Is_hidden_though_enough_persons_are_in_it()
    {
        var gated = Gate.Pass(Microdata.Table(), new GateRule(3) { Magnitudes = [new PPercent(70)] });

        Assert.Equal(SuppressionReason.Dominated, Assert.Single(gated.Suppressed, cell => cell.Codes.SequenceEqual(["D", "male"])).Reason);
        Assert.DoesNotContain(Gate.Pass(Microdata.Table(), new GateRule(3)).Suppressed, cell => cell.Reason == SuppressionReason.Dominated);
    }

    [Fact]
    public void Is_not_given_away_together_with_a_cell_of_the_same_person()
    {
        // One person gives nearly all in both hidden cells: the total less the rest would be theirs.
        var builder = new TableBuilder([new("sector", ["care", "retail", "transport", "hotels"])], [new("minutes")]);
        for (var person = 0; person < 12; person++)
        {
            builder.Add($"c{person}", ["care"], [1]);
            builder.Add($"r{person}", ["retail"], [1]);
            builder.Add($"t{person}", ["transport"], [400]);
            builder.Add($"h{person}", ["hotels"], [500]);
        }

        builder.Add("boss", ["care"], [5_000]);
        builder.Add("boss", ["retail"], [5_000]);

        var gated = Gate.Pass(builder.Build(), new GateRule(3) { Magnitudes = [new PPercent(10)] });

        Assert.Equal(["care", "retail", "transport"], gated.Suppressed.Select(cell => cell.Codes[0]));
    }

    [Theory]
    [InlineData(0, 80)]
    [InlineData(6, 80)]
    [InlineData(1, 0)]
    [InlineData(1, 101)]
    public void Cannot_be_judged_by_a_dominance_of_nobody_or_of_nothing(int n, int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dominance(n, k));

    [Fact]
    public void Cannot_be_judged_by_a_p_that_was_known_before() => Assert.Throws<ArgumentOutOfRangeException>(() => new PriorPosterior(80, 80));
}
