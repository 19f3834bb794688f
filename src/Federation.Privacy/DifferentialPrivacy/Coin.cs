using System.Numerics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// Chances that are exactly what they are said to be, of whole numbers only (Canonne, Kamath, Steinke: The Discrete Gaussian for
/// Differential Privacy, 2020; "CKS20").
/// </summary>
internal static class Coin
{
    private const int BitsOfWord = 32;

    /// <summary>A whole number from zero to below a bound, each as likely as the others.</summary>
    /// <remarks>Takes whole words, the highest last and from its high bits, and takes new ones when the number is not below the bound:
    /// the way of the samplers whose published samples the tests repeat.</remarks>
    public static BigInteger Below(BigInteger bound, IRandomBytes chance)
    {
        var bits = (int)bound.GetBitLength();
        var bytes = new byte[(bits + BitsOfWord - 1) / BitsOfWord * sizeof(uint)];
        var unused = (bytes.Length * 8 - bits) % BitsOfWord;
        while (true)
        {
            chance.Fill(bytes);
            var highest = bytes.AsSpan(bytes.Length - sizeof(uint));
            BitConverter.TryWriteBytes(highest, BitConverter.ToUInt32(highest) >> unused);
            var number = new BigInteger(bytes, isUnsigned: true);
            if (number < bound)
            {
                return number;
            }
        }
    }

    /// <summary>True with this probability, 0 to 1.</summary>
    public static bool Flip(Rational probability, IRandomBytes chance) => Below(probability.Denominator, chance) < probability.Numerator;

    /// <summary>True with probability e to the minus this (CKS20, algorithm 1).</summary>
    /// <param name="gamma">Zero or more.</param>
    /// <param name="chance">Where chance comes from.</param>
    public static bool FlipExp(Rational gamma, IRandomBytes chance)
    {
        var whole = gamma.Floor;
        for (var once = BigInteger.Zero; once < whole; once++)
        {
            if (!FlipExpToOne(Rational.One, chance))
            {
                return false;
            }
        }

        return FlipExpToOne(gamma - whole, chance);
    }

    /// <summary>The same for 0 to 1: the series of the exponential function, flipped term by term.</summary>
    public static bool FlipExpToOne(Rational gamma, IRandomBytes chance)
    {
        var term = BigInteger.One;
        while (Flip(gamma / term, chance))
        {
            term++;
        }

        return !term.IsEven;
    }
}
