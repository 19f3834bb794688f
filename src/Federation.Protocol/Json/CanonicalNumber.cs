using System.Globalization;

namespace Federation.Protocol.Json;

/// <summary>Numbers as ECMAScript writes them (RFC 8785 §3.2.2.3, ECMA-262 Number::toString).</summary>
internal static class CanonicalNumber
{
    /// <summary>Longest text: a sign, 17 digits, a point, 6 zeros or an exponent.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes a number; returns the length.</summary>
    /// <exception cref="ArgumentException">Not finite.</exception>
    public static int Write(double value, Span<char> to)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("JSON has no infinite numbers and no NaN.", nameof(value));
        }

        if (value == 0)
        {
            to[0] = '0'; // minus zero too
            return 1;
        }

        // .NET finds the same shortest digits that ECMAScript does; only their arrangement differs.
        Span<char> shortest = stackalloc char[MaxLength];
        Math.Abs(value).TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture); // 32 characters hold any
        Span<char> digits = stackalloc char[MaxLength];
        var point = Split(shortest[..length], digits, out var count);
        var sign = value < 0 ? 1 : 0;
        to[0] = '-';
        return sign + Arrange(digits[..count], point, to[sign..]);
    }

    // "1.25E-07" -> "125" and -6: the digits, and where the decimal point stands relative to their start.
    private static int Split(ReadOnlySpan<char> shortest, Span<char> digits, out int count)
    {
        var exponent = 0;
        if (shortest.IndexOf('E') is >= 0 and var e)
        {
            exponent = int.Parse(shortest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            shortest = shortest[..e];
        }

        var dot = shortest.IndexOf('.');
        var whole = dot < 0 ? shortest.Length : dot;
        count = 0;
        var leading = 0;
        foreach (var c in shortest)
        {
            if (c == '.')
            {
                continue;
            }

            if (c == '0' && count == 0)
            {
                leading++;
                continue;
            }

            digits[count++] = c;
        }

        while (digits[count - 1] == '0')
        {
            count--; // not zero, so a digit remains
        }

        return whole - leading + exponent;
    }

    private static int Arrange(ReadOnlySpan<char> digits, int point, Span<char> to)
    {
        if (point is > 0 and <= 21)
        {
            if (digits.Length <= point)
            {
                digits.CopyTo(to);
                to[digits.Length..point].Fill('0');
                return point;
            }

            digits[..point].CopyTo(to);
            to[point] = '.';
            digits[point..].CopyTo(to[(point + 1)..]);
            return digits.Length + 1;
        }

        if (point is > -6 and <= 0)
        {
            "0.".CopyTo(to);
            to.Slice(2, -point).Fill('0');
            digits.CopyTo(to[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        var length = 0;
        to[length++] = digits[0];
        if (digits.Length > 1)
        {
            to[length++] = '.';
            digits[1..].CopyTo(to[length..]);
            length += digits.Length - 1;
        }

        to[length++] = 'e';
        to[length++] = point > 0 ? '+' : '-';
        Math.Abs(point - 1).TryFormat(to[length..], out var more, default, CultureInfo.InvariantCulture);
        return length + more;
    }
}
