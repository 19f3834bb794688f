using System.Numerics;
using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Privacy.Tests.DifferentialPrivacy;

public sealed class A_noisy_table
{
    private static readonly NoiseRule Rule = new(new Rational(1, 10), 1e-6, 1, [600]);

    [Fact]
    public void Holds_every_known_group_with_somebody_in_it_or_not()
    {
        var table = NoisyTable.Of(People("care", 200), ["care", "retail"], Rule, Chance());

        Assert.Equal(["care", "retail"], table.Groups.Select(group => group.Name));
        Assert.InRange(table.Groups[0].Persons.Value, 180, 220);
        Assert.InRange(table.Groups[1].Persons.Value, -20, 20);
        Assert.Equal(new Rational(1, 10), table.Rho);
    }

    [Fact]
    public void Does_not_name_a_group_that_one_person_could_make_appear()
    {
        var shown = Enumerable.Range(0, 300).Count(run =>
            NoisyTable.Of([.. People("care", 200), .. People("whistle-blowers", 1)], null, Rule, Chance(run)).Groups.Any(group => group.Name != "care"));

        Assert.Equal(0, shown);
        Assert.Single(NoisyTable.Of(People("care", 200), null, Rule, Chance()).Groups);
    }

    [Fact]
    public void Names_a_group_of_one_in_at_most_delta_of_all_cases()
    {
        var noise = Rule.OfCounts();

        Assert.True(noise.Above(Rule.Threshold() - 2) <= 1e-6); // one person and noise reach the threshold
        Assert.True(noise.Above(Rule.Threshold() - 3) > 1e-6); // and no lower threshold would do
        Assert.True((Rule with { MostGroups = 4 }).Threshold() > Rule.Threshold());
    }

    [Fact]
    public void Takes_no_more_from_a_person_than_was_said()
    {
        // Cut off: 600 of a million; and one group of three.
        var wide = Rule with { Rho = 1_000_000_000 };
        var table = NoisyTable.Of(
            [("boss", "care", [1_000_000]), ("boss", "care", [1_000_000]), ("boss", "retail", [5]), ("boss", "transport", [5])],
            ["care", "retail", "transport"], wide, Chance());

        Assert.Equal(new BigInteger[] { 1, 0, 0 }, table.Groups.Select(group => group.Persons.Value));
        Assert.Equal(new BigInteger[] { 600, 0, 0 }, table.Groups.Select(group => group.Measures[0].Value));
    }

    [Fact]
    public void Says_how_far_noise_moved_it_and_is_right_in_95_of_100_cases()
    {
        var right = Enumerable.Range(0, 1_000).Count(run =>
        {
            var care = NoisyTable.Of(People("care", 50), ["care"], Rule, Chance(run)).Groups[0];
            return BigInteger.Abs(care.Measures[0].Value - 50 * 300) <= care.Measures[0].PlusMinus;
        });

        Assert.InRange(right, 925, 975);
    }

    [Fact]
    public void Costs_a_person_in_more_groups_more_noise() =>
        Assert.Equal(4 * Rule.OfMeasure(0).Variance, (Rule with { MostGroups = 4 }).OfMeasure(0).Variance);

    [Fact]
    public void Has_the_noise_that_its_price_says() // d squared through 2 rho, for each of two figures half the price
    {
        Assert.Equal(new Rational(10, 1), Rule.OfCounts().Variance);
        Assert.Equal(new Rational(10 * 600 * 600, 1), Rule.OfMeasure(0).Variance);
    }

    [Fact]
    public void Says_of_wide_noise_what_the_normal_curve_says_and_at_once()
    {
        var cents = Rule with { Largest = [100_000_000] };
        Assert.Equal(1.959964 * Math.Sqrt(10) * 100_000_000, cents.OffMeasure(0, 1), 300d);
        Assert.Equal(2d * cents.OffMeasure(0, 1), cents.OffMeasure(0, 4), 2d); // four times the variance
        var (narrow, wide) = (Rule with { Largest = [31] }, Rule with { Largest = [32] }); // on both sides of where the curve takes over
        Assert.InRange(wide.OffMeasure(0, 1) / (double)narrow.OffMeasure(0, 1), 1.02, 1.045);
    }

    [Fact]
    public void Takes_no_value_below_zero_and_no_group_it_does_not_know() => Assert.Multiple(
        () => Assert.Throws<ArgumentException>(() => NoisyTable.Of([("p", "care", [-1])], ["care"], Rule, Chance())),
        () => Assert.Throws<ArgumentException>(() => NoisyTable.Of([("p", "fishing", [1])], ["care"], Rule, Chance())));

    private static IEnumerable<(string Person, string Group, IReadOnlyList<long> Values)> People(string group, int count) =>
        Enumerable.Range(0, count).Select(person => ($"{group}{person}", group, (IReadOnlyList<long>)[300L]));

    private static SeedStream Chance(int seed = 0) => new(BitConverter.GetBytes(seed));
}
