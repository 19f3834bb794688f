using System.Globalization;
using System.Text;

namespace Federation.Protocol.Signatures;

/// <summary>The component <c>@query-param;name="…"</c> (RFC 9421 §2.2.8).</summary>
internal static class QueryParameter
{
    private const string Opening = "@query-param;name=\"";

    // What application/x-www-form-urlencoded leaves alone; all else is percent-encoded, a space too.
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._";

    /// <summary>The encoded name; null when the component is another, or has more parameters than the name.</summary>
    public static string? NameOf(string component) =>
        component.StartsWith(Opening, StringComparison.Ordinal) && component.IndexOf('"', Opening.Length) == component.Length - 1
            ? component[Opening.Length..^1]
            : null;

    /// <summary>The encoded value; null when the query has no such parameter, or several.</summary>
    public static string? Value(Uri target, string name)
    {
        string? found = null;
        foreach (var pair in target.Query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (Encode(equals < 0 ? pair : pair[..equals]) != name)
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = Encode(equals < 0 ? "" : pair[(equals + 1)..]);
        }

        return found;
    }

    private static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text.Replace('+', ' '))))
        {
            _ = Plain.Contains((char)value, StringComparison.Ordinal)
                ? encoded.Append((char)value)
                : encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }
}
