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
        if (KindOf(kind) is not { } read)
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

    private static Func<Stream, CancellationToken, Task<Reading>>? KindOf(string ending) => ending switch
    {
        ".txt" or ".text" or ".md" or ".markdown" or ".csv" or ".tsv" or ".log" => PlainText.Read,
        ".odt" or ".ods" or ".odp" or ".odg" or ".ott" or ".ots" or ".otp" => OfficeText.Read,
        ".docx" or ".xlsx" or ".pptx" or ".docm" or ".xlsm" or ".pptm" or ".dotx" or ".xltx" or ".potx" => OfficeText.Read,
        ".pdf" => PdfProgram.Read,
        _ => null,
    };
}
