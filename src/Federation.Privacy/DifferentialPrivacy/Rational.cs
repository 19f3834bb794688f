using System.Globalization;
using System.Numerics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// A fraction, exact and in lowest terms. Noise and budgets are computed in fractions: rounding in floating point has given away what
/// noise was to hide (Mironov 2012).
/// </summary>
public readonly record struct Rational : IComparable<Rational>
{
    /// <summary>Longest numerator or denominator that is read, in digits: more is no price that somebody chose.</summary>
    private const int MostDigits = 18;

    private readonly BigInteger over; // less one, so that the default is zero

    /// <param name="numerator">Any whole number.</param>
    /// <param name="denominator">Any but zero.</param>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, over) = (numerator / common, denominator / common - 1);
    }

    /// <summary>One.</summary>
    public static Rational One { get; } = new(1, 1);

    /// <summary>The numerator; it has the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator; positive.</summary>
    public BigInteger Denominator => over + 1;

    /// <summary>The largest whole number that is not larger.</summary>
    public BigInteger Floor => (Numerator - (((Numerator % Denominator) + Denominator) % Denominator)) / Denominator;

    /// <summary>One through this.</summary>
    public Rational Inverse => new(Denominator, Numerator);

    /// <summary>The nearest floating-point number: for bounds and accounts, never for noise.</summary>
    public double ToDouble() => Math.Exp(BigInteger.Log(BigInteger.Abs(Numerator)) - BigInteger.Log(Denominator)) * Numerator.Sign;

    /// <summary>Like <c>1/10</c>.</summary>
    public override string ToString() => $"{Numerator}/{Denominator}";

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else, and for numbers of more digits than any rule or table has use for.</summary>
    public static Rational? Read(string text)
    {
        var parts = text.Split('/');
        return parts is [{ Length: > 0 and <= MostDigits } over, { Length: > 0 and <= MostDigits } under] && over.Concat(under).All(char.IsAsciiDigit)
            && BigInteger.Parse(under, CultureInfo.InvariantCulture) is { IsZero: false } denominator
                ? new Rational(BigInteger.Parse(over, CultureInfo.InvariantCulture), denominator) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(BigInteger whole) => new(whole, 1);

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(long whole) => new(whole, 1);

    /// <summary>Sum.</summary>
    public static Rational operator +(Rational a, Rational b) => new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Rational operator -(Rational a, Rational b) => new(a.Numerator * b.Denominator - b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    /// <summary>Product.</summary>
    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Less.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>More.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Not more.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Not less.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;
}
