using System.Text;

namespace Federation.Node.Documents.Search;

/// <summary>Text as it stands in the file: UTF-8, UTF-16 with its mark, and, where it is neither, Latin-1.</summary>
internal static class PlainText
{
    /// <summary>Endings of names, in small letters, of what is read so.</summary>
    public static readonly string[] Endings = [".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".log"];

    public static async Task<Reading> Read(Stream content, CancellationToken cancel)
    {
        try
        {
            return await Read(content, new UTF8Encoding(false, throwOnInvalidBytes: true), cancel);
        }
        catch (DecoderFallbackException)
        {
            content.Position = 0;
            return await Read(content, Encoding.Latin1, cancel);
        }
    }

    private static async Task<Reading> Read(Stream content, Encoding encoding, CancellationToken cancel)
    {
        using var reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var (gathered, buffer) = (new GatheredText(), new char[16 * 1024]);
        while (!gathered.IsFull && await reader.ReadAsync(buffer, cancel) is > 0 and var length)
        {
            gathered.Add(buffer.AsSpan(0, length));
        }

        return gathered.Done();
    }
}
