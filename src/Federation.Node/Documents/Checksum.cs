namespace Federation.Node.Documents;

/// <summary>
/// A checksum of a file as sync programs write it: a kind, a colon, hexadecimal digits. It finds transfers that went wrong; it does not
/// prove who sent a file.
/// </summary>
/// <param name="Kind">SHA256, SHA1 or MD5.</param>
/// <param name="Hex">Its value, in small letters.</param>
internal sealed record Checksum(string Kind, string Hex)
{
    private static readonly Dictionary<string, int> Digits = new() { [Sha256] = 64, ["SHA1"] = 40, ["MD5"] = 32 };

    /// <summary>The kind that is known of every document.</summary>
    public const string Sha256 = "SHA256";

    /// <summary>The kinds that are compared and kept.</summary>
    public static IReadOnlyCollection<string> Kinds => Digits.Keys;

    /// <summary>Reads <c>SHA1:2fd4…</c>; null for a kind that is not kept, and for what is none.</summary>
    public static Checksum? Read(string text) =>
        text.Trim().Split(':') is [var kind, var hex] && Digits.TryGetValue(kind.ToUpperInvariant(), out var digits)
        && hex.Length == digits && hex.All(char.IsAsciiHexDigit)
            ? new(kind.ToUpperInvariant(), hex.ToLowerInvariant())
            : null;

    /// <summary>The one of a hash.</summary>
    public static Checksum Of(string kind, byte[] hash) => new(kind, Convert.ToHexStringLower(hash));

    public override string ToString() => $"{Kind}:{Hex}";
}
