using System.Numerics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// Noise of whole numbers with the probabilities of the normal curve. Added to figures of which one person changes the squares by at most
/// d² in all, a variance of d²/(2 rho) makes them rho-zero-concentrated differentially private (CKS20, theorem 4 and algorithm 3).
/// </summary>
public sealed class DiscreteGaussian : INoise
{
    // What is smaller than this beside a sum does not change it: 64-bit floating point holds 53 bits.
    private const double Negligible = 1e-18;

    private readonly Rational step;
    private readonly DiscreteLaplace proposal;
    private readonly double variance;
    private double? all;

    /// <param name="variance">The square of how wide it is. Above zero. A square, so that no root has to be rounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public DiscreteGaussian(Rational variance)
    {
        Variance = variance.Numerator.Sign > 0 ? variance : throw new ArgumentOutOfRangeException(nameof(variance), "A variance is above zero.");
        step = Root(variance.Floor) + 1;
        proposal = new DiscreteLaplace(step);
        this.variance = variance.ToDouble();
    }

    /// <summary>The square of how wide it is; what comes out has this variance or a hair less.</summary>
    public Rational Variance { get; }

    /// <inheritdoc/>
    public BigInteger Sample(IRandomBytes chance)
    {
        while (true)
        {
            var proposed = proposal.Sample(chance);
            var off = BigInteger.Abs(proposed) - Variance / step;
            if (Coin.FlipExp(off * off / (2 * Variance), chance))
            {
                return proposed;
            }
        }
    }

    /// <inheritdoc/>
    public double Probability(long value) => Weight(value) / All;

    /// <inheritdoc/>
    public double Above(long value) => value < 0 ? 1 - Above(-value - 1) : Tail(value + 1) / All;

    /// <summary>The delta with which one figure of sensitivity 1 is (epsilon, delta)-differentially private, exactly (CKS20, theorem 7).</summary>
    public double Delta(double epsilon) =>
        Above((long)Math.Floor(epsilon * variance - 0.5)) - Math.Exp(epsilon) * Above((long)Math.Floor(epsilon * variance + 0.5));

    // Asked for only where probabilities are: of wide noise it takes long to add up.
    private double All => all ??= 1 + 2 * Tail(1);

    private double Weight(double value) => Math.Exp(-value * value / (2 * variance));

    private double Tail(long from)
    {
        var (sum, value) = (0.0, (double)from);
        for (var weight = Weight(value); weight > sum * Negligible; weight = Weight(++value))
        {
            sum += weight;
        }

        return sum;
    }

    // The whole part of a square root (Newton).
    private static BigInteger Root(BigInteger square)
    {
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (root * root > square)
        {
            root = (root + square / root) / 2;
        }

        return root;
    }
}
