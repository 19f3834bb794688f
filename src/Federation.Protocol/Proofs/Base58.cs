using System.Numerics;
using System.Text;

namespace Federation.Protocol.Proofs;

/// <summary>base58btc, the alphabet behind the multibase prefix <c>z</c>.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var text = new StringBuilder();
        while (number > 0)
        {
            (number, var digit) = BigInteger.DivRem(number, 58);
            text.Insert(0, Alphabet[(int)digit]);
        }

        for (var i = 0; i < bytes.Length && bytes[i] == 0; i++)
        {
            text.Insert(0, Alphabet[0]);
        }

        return text.ToString();
    }

    /// <summary>The bytes, or null when a character is not of the alphabet or the text is longer than any key or signature.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > 200)
        {
            return null;
        }

        var number = BigInteger.Zero;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            number = number * 58 + digit;
        }

        var zeros = 0;
        while (zeros < text.Length && text[zeros] == Alphabet[0])
        {
            zeros++;
        }

        var bytes = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[zeros], .. bytes];
    }
}
