using System.Text;

namespace Federation.Protocol.Signatures;

/// <summary>A parameter of a signature or of a component, and the type its value was written in.</summary>
/// <param name="Name">Like <c>created</c>.</param>
/// <param name="Value">The value as text, without quotes.</param>
/// <param name="Type">How it was written.</param>
internal sealed record SignatureParameter(string Name, string Value, SignatureParameter.Kind Type)
{
    /// <summary>Types of bare items (RFC 9651 §3.3) that occur here. Decimals, byte sequences and dates do not.</summary>
    public enum Kind
    {
        /// <summary>A whole number.</summary>
        Integer,

        /// <summary>Text between quotes.</summary>
        String,

        /// <summary>A bare word.</summary>
        Token,

        /// <summary><c>?1</c>, <c>?0</c>, or nothing after the name.</summary>
        Boolean,
    }

    /// <summary>True when the parameters of RFC 9421 §2.3 have the types that it gives them: <c>created="1"</c> is no time.</summary>
    public static bool AreOfTheirTypes(IEnumerable<SignatureParameter> parameters) => parameters.All(parameter => parameter.Name switch
    {
        "created" or "expires" => parameter.Type == Kind.Integer,
        "keyid" or "alg" or "nonce" or "tag" => parameter.Type == Kind.String,
        _ => true,
    });

    /// <summary>Reads what follows a name and writes both in canonical form; null when it is no value.</summary>
    public static SignatureParameter? Read(string name, ref FieldCursor cursor, StringBuilder canonical)
    {
        canonical.Append(';').Append(name);
        if (!cursor.Take('='))
        {
            return new SignatureParameter(name, "", Kind.Boolean); // true is not written (RFC 9651 §4.1.1.2)
        }

        if (cursor.Next == '"')
        {
            if (cursor.TakeString() is not { } escaped)
            {
                return null;
            }

            canonical.Append("=\"").Append(escaped).Append('"');
            return new SignatureParameter(
                name, escaped.Contains('\\', StringComparison.Ordinal) ? Unescape(escaped) : escaped, Kind.String);
        }

        if (cursor.Take('?'))
        {
            if (cursor.Take('0'))
            {
                canonical.Append("=?0");
                return new SignatureParameter(name, "?0", Kind.Boolean);
            }

            return cursor.Take('1') ? new SignatureParameter(name, "", Kind.Boolean) : null;
        }

        var isNumber = char.IsAsciiDigit(cursor.Next);
        var value = isNumber ? cursor.TakeDigits() : cursor.TakeToken();
        if (value.IsEmpty || cursor.Next is not (';' or ',' or ' ' or '\t' or ')' or '\0'))
        {
            return null;
        }

        var plain = isNumber && value.TrimStart('0') is var digits ? digits.IsEmpty ? "0" : digits.ToString() : value.ToString();
        canonical.Append('=').Append(plain);
        return new SignatureParameter(name, plain, isNumber ? Kind.Integer : Kind.Token);
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' ? text[++i] : text[i]); // a backslash is followed by what it escapes: TakeString saw to it
        }

        return plain.ToString();
    }
}
