using System.Text;
using Federation.Node.Documents.Search;

namespace Federation.Node.Documents.Previews;

/// <summary>The beginning of a text, as its page shows it: letters, never what they could mean to a browser.</summary>
internal static class ShownText
{
    /// <summary>Reads it; what is no UTF-8 is read as Latin-1.</summary>
    /// <param name="content">Seekable; not disposed.</param>
    public static async Task<(string Text, bool IsWhole)> Of(Stream content, CancellationToken cancel)
    {
        var bytes = new byte[(int)Math.Min(content.Length, PreviewLimits.ShownText)];
        await content.ReadExactlyAsync(bytes, cancel);
        var isWhole = bytes.Length == content.Length;
        // A letter of several bytes may be cut off: no more than its first bytes are left out.
        var end = bytes.Length;
        for (var back = 1; !isWhole && back <= 4 && back <= bytes.Length; back++)
        {
            if ((bytes[^back] & 0xC0) == 0xC0)
            {
                end = bytes.Length - back;
                break;
            }

            if ((bytes[^back] & 0x80) == 0)
            {
                break;
            }
        }

        using var part = new MemoryStream(bytes, 0, end);
        return (Folding.Clean((await PlainText.Read(part, cancel)).Text), isWhole);
    }
}
