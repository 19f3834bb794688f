using System.Buffers;
using System.Globalization;

namespace Federation.Protocol.Json;

/// <summary>What stands between the quotes of a string: only what JSON demands is escaped (RFC 8785 §3.2.2.2).</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    /// <summary>Writes a string's inside.</summary>
    /// <exception cref="ArgumentException">It holds half a surrogate pair.</exception>
    public static void Write(ReadOnlySpan<char> text, ref PooledText to)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var next)
        {
            to.Append(text[..next]);
            var c = text[next];
            switch (c)
            {
                case '"':
                    to.Append("\\\""u8);
                    break;
                case '\\':
                    to.Append("\\\\"u8);
                    break;
                case '\b':
                    to.Append("\\b"u8);
                    break;
                case '\t':
                    to.Append("\\t"u8);
                    break;
                case '\n':
                    to.Append("\\n"u8);
                    break;
                case '\f':
                    to.Append("\\f"u8);
                    break;
                case '\r':
                    to.Append("\\r"u8);
                    break;
                default:
                    to.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"));
                    break;
            }

            text = text[(next + 1)..];
        }

        to.Append(text);
    }
}
