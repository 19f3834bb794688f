using System.Numerics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// Noise of whole numbers whose probability falls by the same factor with each step from zero. Added to a count to which one person adds
/// at most d, a scale of d/epsilon makes it epsilon-differentially private (CKS20, algorithm 2).
/// </summary>
public sealed class DiscreteLaplace : INoise
{
    private readonly double fall;

    /// <param name="scale">How wide it is: the probability falls to 1/e over so many steps. Above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public DiscreteLaplace(Rational scale)
    {
        Scale = scale.Numerator.Sign > 0 ? scale : throw new ArgumentOutOfRangeException(nameof(scale), "A scale is above zero.");
        fall = Math.Exp(-scale.Inverse.ToDouble());
    }

    /// <summary>How wide it is.</summary>
    public Rational Scale { get; }

    /// <inheritdoc/>
    public BigInteger Sample(IRandomBytes chance)
    {
        while (true)
        {
            var isNegative = Coin.Flip(new Rational(1, 2), chance);
            var size = Size(chance);
            if (!isNegative || !size.IsZero)
            {
                return isNegative ? -size : size; // zero would else be twice as likely
            }
        }
    }

    /// <inheritdoc/>
    public double Probability(long value) => (1 - fall) / (1 + fall) * Math.Exp(-Math.Abs((double)value) * Scale.Inverse.ToDouble());

    /// <inheritdoc/>
    public double Above(long value) => value < 0 ? 1 - Above(-value - 1) : Math.Exp(-(value + 1.0) * Scale.Inverse.ToDouble()) / (1 + fall);

    // Of a geometric distribution: first what is left of a whole scale, then how many whole scales.
    private BigInteger Size(IRandomBytes chance)
    {
        var (steps, per) = (Scale.Numerator, Scale.Denominator);
        var rest = Coin.Below(steps, chance);
        while (!Coin.FlipExpToOne(new Rational(rest, steps), chance))
        {
            rest = Coin.Below(steps, chance);
        }

        var whole = BigInteger.Zero;
        while (Coin.FlipExpToOne(Rational.One, chance))
        {
            whole++;
        }

        return (rest + steps * whole) / per;
    }
}
