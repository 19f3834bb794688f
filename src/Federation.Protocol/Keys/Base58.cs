namespace Federation.Protocol.Keys;

/// <summary>base58btc, the alphabet behind the multibase prefix <c>z</c>.</summary>
internal static class Base58
{
    /// <summary>Longest text read, in characters: an RSA key of 8192 bits takes 1,420. Reading costs the square of it.</summary>
    private const int MaxLength = 1500;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digits = stackalloc byte[bytes.Length * 138 / 100 + 1]; // log 256 / log 58 = 1.366; keys and signatures only
        var used = Convert(bytes, 256, digits, 58);
        var zeros = LeadingZeros(bytes);
        Span<char> text = stackalloc char[zeros + used];
        text[..zeros].Fill(Alphabet[0]);
        for (var i = 0; i < used; i++)
        {
            text[^(i + 1)] = Alphabet[digits[i]];
        }

        return new string(text);
    }

    /// <summary>The bytes, or null when a character is not of the alphabet or the text is longer than any key or signature.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        Span<byte> values = stackalloc byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var digit = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            values[i] = (byte)digit;
        }

        Span<byte> reversed = stackalloc byte[text.Length];
        var used = Convert(values, 58, reversed, 256);
        var bytes = new byte[LeadingZeros(values) + used];
        reversed[..used].CopyTo(bytes.AsSpan(bytes.Length - used));
        bytes.AsSpan(bytes.Length - used).Reverse();
        return bytes;
    }

    // Digits of one base, most significant first, to digits of another, least significant first; returns how many.
    private static int Convert(ReadOnlySpan<byte> from, int fromBase, Span<byte> to, int toBase)
    {
        var used = 0;
        foreach (int digit in from)
        {
            var carry = digit;
            for (var i = 0; i < used; i++)
            {
                carry += to[i] * fromBase;
                to[i] = (byte)(carry % toBase);
                carry /= toBase;
            }

            while (carry > 0)
            {
                to[used++] = (byte)(carry % toBase);
                carry /= toBase;
            }
        }

        return used;
    }

    private static int LeadingZeros(ReadOnlySpan<byte> digits) =>
        digits.IndexOfAnyExcept((byte)0) is var first and >= 0 ? first : digits.Length;
}
