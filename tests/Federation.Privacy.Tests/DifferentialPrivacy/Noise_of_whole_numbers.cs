using CsCheck;
using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Privacy.Tests.DifferentialPrivacy;

public sealed class Noise_of_whole_numbers
{
    private const int Draws = 20_000;

    // divviup/libprio-rs at 16f30b73: samples of its discrete Gaussian from the seed 00 01 .. 1f, by standard deviation.
    public static TheoryData<int, int, long[]> Samples => new()
    {
        { 3, 1, [2, -1, -1, 1, 2, -6, 1, 1, 0, -4, -2, 2, 4, 1, 1, 0, -2, 6, 3, 0, 0, 3, -1, 0, -1, 1, -3, 3, 0, -5, 4, -3, -6, -5, 7, -4, -2, 3, 0, -1, 0, -1, 2, -2, 3, -2, -2, 2, 5] },
        { 1171, 500, [-1, -1, -2, -2, 0, -3, 0, -2, -4, 0, 0, 1, 3, -1, 5, -1, 5, -2, 2, 4, -3, 0, 1, -1, 4, 2, -1, 3, 2, -1, 0, 1, 0, 1, -1, -2, -3, -4, 2, 1, 1, 2, -2, -2, 3, -1, -2, 2, 4] },
        { 100, 1, [-61, 0, -55, 5, -152, 10, -134, -160, -82, 132, -65, 101, -126, 254, 39, -131, 24, 36, -148, 46, -20, 14, -205, 100, 38, -24, -161, 138, -24, 100, -140, 55, 32, -11, 149, 100, -81, 13, 76, -83, 87, -17, -60, 6, 84, -34, 12, 105, -14] },
    };

    [Theory, MemberData(nameof(Samples))]
    public void Is_drawn_as_libprio_draws_it(int numerator, int denominator, long[] samples)
    {
        var deviation = new Rational(numerator, denominator);
        var noise = new DiscreteGaussian(deviation * deviation);
        var chance = new SeedStream([.. Enumerable.Range(0, 32).Select(each => (byte)each)]);

        Assert.Equal(samples, samples.Select(_ => (long)noise.Sample(chance)));
    }

    public static TheoryData<string, INoise> Kinds => new()
    {
        { "Laplace of 2", new DiscreteLaplace(2) },
        { "Laplace of 4/3", new DiscreteLaplace(new Rational(4, 3)) },
        { "Gaussian of 5", new DiscreteGaussian(5) },
        { "Gaussian of 1/2", new DiscreteGaussian(new Rational(1, 2)) },
        { "Gaussian of 900", new DiscreteGaussian(900) },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void Comes_as_often_as_it_is_said_to(string kind, INoise noise)
    {
        var (squares, cells) = Fit(noise, noise);

        // Chi squared with so many degrees of freedom: mean + 6 standard deviations passes but once in ten million.
        Assert.True(squares < cells + 6 * Math.Sqrt(2 * cells), $"{kind}: {squares} for {cells} cells");
    }

    [Theory]
    [InlineData(11, 10)]
    [InlineData(9, 10)]
    public void Is_caught_when_it_has_a_tenth_more_or_less_than_the_right_scale(int numerator, int denominator)
    {
        var factor = new Rational(numerator, denominator);
        foreach (var (right, wrong) in new (INoise, INoise)[]
        {
            (new DiscreteLaplace(2), new DiscreteLaplace(2 * factor)),
            (new DiscreteGaussian(5), new DiscreteGaussian(5 * factor * factor)),
            (new DiscreteGaussian(900), new DiscreteGaussian(900 * factor * factor)),
        })
        {
            var (squares, cells) = Fit(wrong, right);
            Assert.True(squares > cells + 6 * Math.Sqrt(2 * cells), $"{squares} for {cells} cells");
        }
    }

    // 1/scale as epsilon: shared/reference 3.2, computed from the same law.
    [Theory]
    [InlineData(1, 4, 12)]
    [InlineData(1, 2, 6)]
    [InlineData(1, 1, 3)]
    [InlineData(2, 1, 1)]
    public void Of_Laplace_stays_within_so_much_in_95_of_100_cases(int numerator, int denominator, long within) =>
        Assert.Equal(within, ((INoise)new DiscreteLaplace(new Rational(denominator, numerator))).Within(95));

    [Fact]
    public void Of_Gauss_at_rho_a_tenth_stays_within_4() => Assert.Equal(4, ((INoise)new DiscreteGaussian(5)).Within(95));

    [Fact]
    public void Of_Gauss_has_a_hair_less_than_its_variance()
    {
        var noise = new DiscreteGaussian(1);
        var variance = 2 * Enumerable.Range(1, 40).Sum(value => (double)value * value * noise.Probability(value));

        Assert.InRange(variance, 0.99999978, 0.99999980); // CKS20, figure 1: computed there for sigma 1
    }

    [Fact]
    public void Has_probabilities_that_add_up() => Assert.All(Kinds, kind =>
    {
        var noise = kind.Data.Item2;
        Assert.Equal(1, Enumerable.Range(-2_000, 4_001).Sum(value => noise.Probability(value)), 1e-12);
        Assert.Equal(noise.Above(3), noise.Above(2) - noise.Probability(3), 1e-12);
        Assert.Equal(noise.Above(-3), noise.Above(-4) - noise.Probability(-3), 1e-12);
    });

    // CKS20 theorem 7, by IBM/discrete-gaussian-differential-privacy (Apache-2.0): sigma squared, epsilon, delta.
    [Theory]
    [InlineData(1, 0.25, 0.3135844433325422)]
    [InlineData(1, 0.5, 0.203982813763439)]
    [InlineData(1, 1, 0.14135133940562192)]
    [InlineData(1, 2, 0.02481105182252767)]
    [InlineData(4, 0.25, 0.1123451424623907)]
    [InlineData(4, 0.5, 0.05400722369415441)]
    [InlineData(4, 1, 0.0072487768459525825)]
    [InlineData(4, 2, 1.0740901033403373e-05)]
    [InlineData(16, 0.25, 0.02366258987312662)]
    [InlineData(16, 0.5, 0.002752923676329225)]
    [InlineData(16, 1, 3.055454649266824e-06)]
    [InlineData(16, 2, 5.717613075301894e-17)]
    [InlineData(100, 0.25, 0.00022768519256330903)]
    [InlineData(100, 0.5, 6.9343703475178775e-09)]
    [InlineData(100, 1, 1.2792408567162836e-25)]
    [InlineData(100, 2, 4.1590761606872464e-91)]
    public void Of_Gauss_keeps_to_epsilon_but_for_delta(long variance, double epsilon, double delta) =>
        Assert.InRange(new DiscreteGaussian(variance).Delta(epsilon), delta * (1 - 1e-6) - 1e-17, delta * (1 + 1e-6) + 1e-17);

    [Fact]
    public void Needs_a_scale() => Assert.Multiple(
        () => Assert.Throws<ArgumentOutOfRangeException>(() => new DiscreteLaplace(0)),
        () => Assert.Throws<ArgumentOutOfRangeException>(() => new DiscreteGaussian(-1)));

    [Fact]
    public void Is_not_the_same_twice_from_the_operating_system()
    {
        var noise = new DiscreteGaussian(1_000_000);

        Assert.True(Enumerable.Range(0, 20).Select(_ => noise.Sample(new SecureRandomBytes())).Distinct().Count() > 10);
    }

    [Fact]
    public void Is_computed_in_fractions_that_are_fractions() => Gen.Select(Gen.Int[-50, 50], Gen.Int[1, 50], Gen.Int[-50, 50], Gen.Int[1, 50]).Sample((a, b, c, d) =>
    {
        var (one, other) = (new Rational(a, b), new Rational(c, d));

        Assert.Equal((double)a / b + (double)c / d, (one + other).ToDouble(), 1e-9);
        Assert.Equal(one, one + other - other);
        Assert.Equal(a * d < c * b, one < other);
        Assert.Equal((long)Math.Floor((double)a / b), (long)one.Floor);
        Assert.Equal(c == 0 ? one : one * other / other, one);
    });

    // How far draws of one kind are from the probabilities of another: chi squared, over values that are expected five times at least.
    private static (double Squares, int Cells) Fit(INoise drawn, INoise expected)
    {
        var chance = new SeedStream([7]);
        var counts = Enumerable.Range(0, Draws).Select(_ => (long)drawn.Sample(chance)).GroupBy(value => value).ToDictionary(same => same.Key, same => same.Count());
        var edge = 0L;
        while (Draws * expected.Probability(edge + 1) >= 5)
        {
            edge++;
        }

        var squares = 0.0;
        for (var value = -edge; value <= edge; value++)
        {
            squares += Off(counts.GetValueOrDefault(value), expected.Probability(value));
        }

        squares += Off(counts.Where(each => each.Key > edge).Sum(each => each.Value), expected.Above(edge));
        squares += Off(counts.Where(each => each.Key < -edge).Sum(each => each.Value), expected.Above(edge));
        return (squares, (int)(2 * edge + 3));

        static double Off(int count, double probability) => Math.Pow(count - Draws * probability, 2) / (Draws * probability);
    }
}
