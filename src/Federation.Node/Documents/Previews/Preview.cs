namespace Federation.Node.Documents.Previews;

/// <summary>A small picture of a version: our own bytes, with nothing in them of what the file said of itself.</summary>
/// <param name="Bytes">JPEG, or WebP where something shines through.</param>
/// <param name="Tag">Names the bytes.</param>
/// <param name="Pages">How many pages the document shows.</param>
internal sealed record Preview(byte[] Bytes, string Tag, int Pages)
{
    /// <summary>Its media type; null when these are not the bytes of a preview.</summary>
    public string? Type => TypeOf(Bytes);

    /// <summary>The media type of a picture as we make them; null: it is none.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes is [0xFF, 0xD8, 0xFF, ..] ? "image/jpeg"
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
