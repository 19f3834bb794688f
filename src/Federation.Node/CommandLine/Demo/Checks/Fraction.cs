using System.Numerics;

namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>An exact rational number in lowest terms; elimination over it neither rounds nor overflows.</summary>
internal readonly record struct Fraction
{
    private readonly BigInteger denominator;

    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        this.denominator = denominator / divisor;
    }

    public static Fraction One { get; } = 1;

    public BigInteger Numerator { get; }

    // A default value is zero, over one.
    public BigInteger Denominator => denominator.IsZero ? BigInteger.One : denominator;

    public bool IsZero => Numerator.IsZero;

    public static implicit operator Fraction(long number) => new(number, BigInteger.One);

    public static Fraction operator -(Fraction left, Fraction right) =>
        new((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
