using System.Xml;

namespace Federation.Node.Documents.Search;

/// <summary>Reads the text of documents of the kinds that people write, told by the name's ending. Nothing in a document makes it fail: what cannot be read is an outcome.</summary>
internal static class DocumentText
{
    /// <summary>Reads a document.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Seekable; not disposed.</param>
    public static async Task<Reading> Read(string name, Stream content, CancellationToken cancel)
    {
        var kind = Path.GetExtension(name).ToLowerInvariant();
        if (!Kinds.TryGetValue(kind, out var read))
        {
            return Reading.Of(ReadingOutcome.NotRead);
        }

        if (content.Length > SearchLimits.MaxBytes)
        {
            return Reading.Of(ReadingOutcome.TooLarge);
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(SearchLimits.Longest);
        try
        {
            return await read(content, time.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is InvalidDataException or XmlException or OperationCanceledException or EndOfStreamException or NotSupportedException)
        {
            return Reading.Of(ReadingOutcome.Unreadable);
        }
    }

    /// <summary>Endings of names, in small letters, of which anything is read.</summary>
    public static IReadOnlyCollection<string> Endings => Kinds.Keys;

    private static readonly Dictionary<string, Func<Stream, CancellationToken, Task<Reading>>> Kinds = new[]
    {
        (Read: (Func<Stream, CancellationToken, Task<Reading>>)PlainText.Read, Endings: PlainText.Endings),
        (OfficeText.Read, [".odt", ".ods", ".odp", ".odg", ".ott", ".ots", ".otp", ".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".dotx", ".xltx", ".potx"]),
        (PdfProgram.Read, [".pdf"]),
    }.SelectMany(kind => kind.Endings, (kind, ending) => (ending, kind.Read)).ToDictionary(StringComparer.Ordinal);
}
