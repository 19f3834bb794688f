namespace Federation.Protocol.Signatures;

/// <summary>Walks through a structured field, one thing at a time (RFC 9651 §4.2). Nothing is taken when the thing is not there.</summary>
internal ref struct FieldCursor(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public readonly char Next => rest.IsEmpty ? '\0' : rest[0];

    public bool Take(char expected)
    {
        if (Next != expected || rest.IsEmpty)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    public void SkipSpaces() => rest = rest.TrimStart(' ');

    public void SkipWhitespace() => rest = rest.TrimStart(" \t");

    /// <summary>A key: a lower-case name; empty when there is none.</summary>
    public ReadOnlySpan<char> TakeKey() =>
        char.IsAsciiLetterLower(Next) || Next == '*' ? TakeWhile(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '.' or '*') : [];

    /// <summary>A token; empty when there is none.</summary>
    public ReadOnlySpan<char> TakeToken() =>
        char.IsAsciiLetter(Next) || Next == '*' ? TakeWhile(c => char.IsAsciiLetterOrDigit(c) || ":/!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) : [];

    /// <summary>Digits of a whole number that is not negative; empty when there are none, or more than 15.</summary>
    public ReadOnlySpan<char> TakeDigits() => TakeWhile(char.IsAsciiDigit) is { Length: <= 15 } digits ? digits : [];

    /// <summary>What stands between quotes, still escaped; null when there is no whole string.</summary>
    public string? TakeString()
    {
        if (Next != '"')
        {
            return null;
        }

        for (var i = 1; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case '"':
                    var inside = rest[1..i];
                    rest = rest[(i + 1)..];
                    return inside.ToString();
                case '\\' when i + 1 < rest.Length && rest[i + 1] is '"' or '\\':
                    i++;
                    break;
                case '\\' or < ' ' or > '~':
                    return null;
            }
        }

        return null;
    }

    /// <summary>A byte sequence: base64 between colons; null when there is none.</summary>
    public byte[]? TakeBytes()
    {
        if (!Take(':') || rest.IndexOf(':') is not (>= 0 and var end))
        {
            return null;
        }

        var text = rest[..end];
        var bytes = new byte[text.TrimEnd('=').Length * 3 / 4];
        if (text.IndexOfAny(" \t\r\n") >= 0 || !Convert.TryFromBase64Chars(text, bytes, out var length) || length != bytes.Length)
        {
            return null;
        }

        rest = rest[(end + 1)..];
        return bytes;
    }

    private ReadOnlySpan<char> TakeWhile(Func<char, bool> belongs)
    {
        var length = 0;
        while (length < rest.Length && belongs(rest[length]))
        {
            length++;
        }

        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
