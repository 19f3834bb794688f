using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Federation.Storage.Blobs;

/// <summary>
/// Names a blob: the SHA-256 of its stored bytes, which are ciphertext, so that the name says nothing about the content and anyone
/// can check the bytes without a key. Written as 64 lower-case hexadecimal digits.
/// </summary>
[JsonConverter(typeof(BlobIdJsonConverter))]
public readonly record struct BlobId
{
    private readonly string? hex;

    private BlobId(string hex) => this.hex = hex;

    /// <summary>The name of bytes with this SHA-256 (32 bytes).</summary>
    public static BlobId OfSha256(ReadOnlySpan<byte> hash) =>
        hash.Length == 32 ? new(Convert.ToHexStringLower(hash)) : throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(hash));

    /// <summary>Reads the written form; only that form, so that a name is always safe as part of a path.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BlobId id)
    {
        var isId = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
        id = isId ? new(text!) : default; // isId implies non-null
        return isId;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">Anything but 64 lower-case hexadecimal digits.</exception>
    public static BlobId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A blob id is 64 lower-case hexadecimal digits.");

    /// <summary>The written form.</summary>
    public override string ToString() => hex ?? new string('0', 64);
}
