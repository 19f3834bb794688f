using System.Buffers.Binary;

namespace Federation.Protocol.Keys;

/// <summary>base58btc, the alphabet behind the multibase prefix <c>z</c>. Four bytes or five characters are taken at a time.</summary>
internal static class Base58
{
    /// <summary>Longest text read, in characters: an RSA key of 8192 bits takes 1,420. Reading costs the square of it.</summary>
    private const int MaxLength = 1500;

    /// <summary>Characters that fit into 32 bits together.</summary>
    private const int Group = 5;

    /// <summary>58 to the power of <see cref="Group"/>.</summary>
    private const uint GroupBase = 656_356_768;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    // By ASCII code; -1 for what is not of the alphabet.
    private static readonly sbyte[] Digits = [.. Enumerable.Range(0, 128).Select(c => (sbyte)Alphabet.IndexOf((char)c, StringComparison.Ordinal))];

    /// <summary>The text of a key or a signature: below 1,100 bytes.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<uint> groups = stackalloc uint[bytes.Length / 3 + 1]; // least significant first; a group holds 3.66 bytes
        Span<byte> word = stackalloc byte[sizeof(uint)];
        var used = 0;
        var first = (bytes.Length + sizeof(uint) - 1) % sizeof(uint) + 1; // the first word is the short one
        for (var at = 0; at < bytes.Length; at += at == 0 ? first : sizeof(uint))
        {
            word.Clear();
            var size = at == 0 ? first : sizeof(uint);
            bytes.Slice(at, size).CopyTo(word[^size..]);
            ulong carry = BinaryPrimitives.ReadUInt32BigEndian(word);
            for (var i = 0; i < used; i++)
            {
                carry += (ulong)groups[i] << 32;
                (carry, var rest) = Math.DivRem(carry, GroupBase);
                groups[i] = (uint)rest;
            }

            for (; carry > 0; carry /= GroupBase)
            {
                groups[used++] = (uint)(carry % GroupBase);
            }
        }

        // Digits from the end of the text; zeros in front of the number are no digits, zero bytes in front of it are one each.
        Span<char> text = stackalloc char[bytes.Length + used * Group];
        var start = text.Length;
        for (var i = 0; i < used; i++)
        {
            for (var (digit, value) = (0, groups[i]); digit < Group && (value > 0 || i < used - 1); digit++, value /= 58)
            {
                text[--start] = Alphabet[(int)(value % 58)];
            }
        }

        for (var i = 0; i < bytes.Length && bytes[i] == 0; i++)
        {
            text[--start] = Alphabet[0];
        }

        return new string(text[start..]);
    }

    /// <summary>The bytes, or null when a character is not of the alphabet or the text is longer than any key or signature.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        Span<uint> words = stackalloc uint[text.Length / Group + 1]; // least significant first; a word holds 5.46 characters
        var used = 0;
        var zeros = text.IndexOfAnyExcept(Alphabet[0]) is var first and >= 0 ? first : text.Length;
        for (var at = zeros; at < text.Length;)
        {
            var size = (text.Length - at + Group - 1) % Group + 1; // the first group is the short one
            ulong carry = 0;
            foreach (var c in text.Slice(at, size))
            {
                if (c >= Digits.Length || Digits[c] < 0)
                {
                    return null;
                }

                carry = carry * 58 + (ulong)Digits[c];
            }

            at += size;
            for (var i = 0; i < used; i++)
            {
                carry += (ulong)words[i] * GroupBase;
                words[i] = unchecked((uint)carry);
                carry >>= 32;
            }

            if (carry > 0)
            {
                words[used++] = (uint)carry;
            }
        }

        Span<byte> bytes = stackalloc byte[used * sizeof(uint)];
        for (var i = 0; i < used; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[((used - 1 - i) * sizeof(uint))..], words[i]);
        }

        return [.. new byte[zeros], .. bytes.TrimStart((byte)0)];
    }
}
