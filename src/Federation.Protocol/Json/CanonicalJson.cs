using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Protocol.Json;

/// <summary>The JSON Canonicalization Scheme: one document, one sequence of bytes (RFC 8785).</summary>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 of a document.</summary>
    /// <exception cref="ArgumentException">A number is not finite; JSON has no such thing.</exception>
    public static byte[] Bytes(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        // Nodes made in code may hold any CLR value: through text first, so that every value is a JSON token.
        using var parsed = JsonDocument.Parse(document.ToJsonString());
        return Bytes(parsed.RootElement);
    }

    /// <inheritdoc cref="Bytes(JsonNode)"/>
    public static byte[] Bytes(JsonElement document)
    {
        var text = new StringBuilder();
        Write(document, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(JsonElement element, StringBuilder to)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                to.Append('{');
                // RFC 8785 §3.2.3: names sorted by their UTF-16 code units, which is what ordinal comparison does.
                var separator = "";
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    to.Append(separator);
                    Write(property.Name, to);
                    to.Append(':');
                    Write(property.Value, to);
                    separator = ",";
                }

                to.Append('}');
                break;
            case JsonValueKind.Array:
                to.Append('[');
                var comma = "";
                foreach (var item in element.EnumerateArray())
                {
                    to.Append(comma);
                    Write(item, to);
                    comma = ",";
                }

                to.Append(']');
                break;
            case JsonValueKind.String:
                Write(element.GetString()!, to); // a string element has a string
                break;
            case JsonValueKind.Number:
                to.Append(Number(element.GetDouble()));
                break;
            default:
                to.Append(element.GetRawText());
                break;
        }
    }

    // RFC 8785 §3.2.2.2: only what JSON demands is escaped.
    private static void Write(string value, StringBuilder to)
    {
        to.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => to.Append("\\\""),
                '\\' => to.Append("\\\\"),
                '\b' => to.Append("\\b"),
                '\t' => to.Append("\\t"),
                '\n' => to.Append("\\n"),
                '\f' => to.Append("\\f"),
                '\r' => to.Append("\\r"),
                < ' ' => to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => to.Append(c),
            };
        }

        to.Append('"');
    }

    /// <summary>A number as ECMAScript writes it (RFC 8785 §3.2.2.3, ECMA-262 Number::toString).</summary>
    /// <exception cref="ArgumentException">Not finite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("JSON has no infinite numbers and no NaN.", nameof(value));
        }

        if (value == 0)
        {
            return "0"; // minus zero too
        }

        // .NET finds the same shortest digits that ECMAScript does; only their arrangement differs.
        var (digits, point) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + Arrange(digits, point);
    }

    // "1.25E-07" -> ("125", -6): the digits, and where the decimal point stands relative to their start.
    private static (string Digits, int Point) Split(string shortest)
    {
        var mantissa = shortest;
        var exponent = 0;
        if (shortest.IndexOf('E', StringComparison.Ordinal) is var e and >= 0)
        {
            mantissa = shortest[..e];
            exponent = int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? mantissa.Length : dot;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole - leading + exponent);
    }

    private static string Arrange(string digits, int point)
    {
        if (point is > 0 and <= 21)
        {
            return digits.Length <= point ? digits.PadRight(point, '0') : digits[..point] + "." + digits[point..];
        }

        if (point is > -6 and <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        var exponent = point - 1;
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
