using Federation.Storage.Blobs;

namespace Federation.Node.Documents.Previews;

/// <summary>Gathers what a page shows of a document.</summary>
internal sealed class Looks(Downloads downloads, DocumentBytes bytes, PreviewTable table)
{
    /// <summary>How the newest version looks; null when nothing of it is shown.</summary>
    /// <param name="address">Of its large preview.</param>
    /// <param name="pages">Of a page that shows all its pages; null: there is none.</param>
    public async Task<Look?> At(EntryCard document, string address, string? pages, CancellationToken cancel)
    {
        var kind = PreviewKinds.Of(document);
        if (kind == PreviewKind.None || await downloads.VersionOf(document, null, cancel) is not { } version)
        {
            return null;
        }

        if (kind != PreviewKind.Text)
        {
            var isDrawn = PreviewKinds.IsDrawn(document) && await table.Find(new PreviewKey(document.Id, version.Number, 1, PreviewSize.Large), cancel) is not { Picture: null };
            return new Look(kind, isDrawn ? address : null, kind == PreviewKind.Pages && isDrawn ? pages : null);
        }

        try
        {
            await using var content = await bytes.Open(version.Bytes, cancel);
            return content is null ? null : await ShownText.Of(content, cancel) is var (words, isWhole) ? new Look(kind, null, null, words, isWhole) : null;
        }
        catch (BlobMissingException)
        {
            return null; // erased a moment ago
        }
    }
}
