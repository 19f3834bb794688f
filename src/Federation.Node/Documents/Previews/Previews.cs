using System.ComponentModel;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Previews;

/// <summary>
/// Gives previews: made when somebody first asks, for most documents are never looked at and what is made to do harm is then opened for nobody; once for a
/// version, a page and a size. Who may ask is decided before.
/// </summary>
internal sealed partial class Previews(Downloads downloads, DocumentBytes bytes, PreviewTable table, KeyVault vault, ILogger<Previews> log) : IDisposable
{
    private readonly SemaphoreSlim places = new(PreviewLimits.AtOnce);

    private int told; // once is enough for somebody to install it

    /// <summary>A preview; null when there is none.</summary>
    /// <param name="number">Of which version; null: the newest.</param>
    /// <param name="page">1 is the first.</param>
    public async Task<Preview?> Of(EntryCard document, int? number, int page, PreviewSize size, CancellationToken cancel)
    {
        if (!PreviewKinds.IsDrawn(document) || page is < 1 or > PreviewLimits.MaxPages || page > 1 && PreviewKinds.Of(document) != PreviewKind.Pages
            || await downloads.VersionOf(document, number, cancel) is not { } version || version.Bytes.Length is 0 or > PreviewLimits.MaxBytes
            || await bytes.Withheld(version.Bytes, cancel) is not null) // also what was drawn before something was found
        {
            return null;
        }

        var key = new PreviewKey(document.Id, version.Number, page, size);
        if (await table.Find(key, cancel) is { } kept)
        {
            return await Open(key, version, kept, cancel);
        }

        await places.WaitAsync(cancel);
        try
        {
            // Looked at again: somebody may have had it made meanwhile.
            return await table.Find(key, cancel) is { } made ? await Open(key, version, made, cancel) : await Make(PreviewKinds.Of(document), key, version, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<Preview?> Make(PreviewKind kind, PreviewKey key, EntryVersion version, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(PreviewLimits.Longest);
        byte[]? picture = null;
        var pages = 1;
        try
        {
            if (await OpenContent(version, cancel) is not { } content)
            {
                return null;
            }

            await using (content)
            {
                picture = await PreviewProgram.Draw(kind, content, key.Page, key.Size, time.Token);
                if (picture is not null)
                {
                    content.Position = 0;
                    pages = await PreviewProgram.Pages(kind, content, time.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It took too long, and would again.
        }
        catch (Win32Exception e)
        {
            if (Interlocked.Exchange(ref told, 1) == 0)
            {
                NoProgram(log, e.Message);
            }

            return null; // not the document's fault: nothing is remembered
        }

        var subject = version.Bytes.Key.Subject;
        try
        {
            var box = picture is null ? null : await vault.SealBytes(subject, key.Context, picture, cancel);
            await table.Keep(key, new KeptPreview(subject, box, pages), cancel);
        }
        catch (SubjectErasedException)
        {
            return null;
        }

        return picture is null ? null : new Preview(picture, TagOf(key, version), pages);
    }

    private async Task<Preview?> Open(PreviewKey key, EntryVersion version, KeptPreview kept, CancellationToken cancel) =>
        kept.Picture is { } box && (await vault.OpenBytes(kept.SealedBy, key.Context, box, cancel)).TryGet(out var picture)
            ? new Preview(picture, TagOf(key, version), kept.Pages)
            : null;

    private async Task<Stream?> OpenContent(EntryVersion version, CancellationToken cancel)
    {
        try
        {
            return await bytes.Open(version.Bytes, cancel);
        }
        catch (BlobMissingException)
        {
            return null; // erased a moment ago; bytes that the disk lost are found by "federation verify"
        }
    }

    private static string TagOf(PreviewKey key, EntryVersion version) =>
        FormattableString.Invariant($"{DocumentRules.TagOf(version.Bytes)}-{key.Page}-{(int)key.Size}-{PreviewKey.Recipe}");

    [LoggerMessage(EventId = 4221, Level = LogLevel.Warning,
        Message = "No preview could be made, for a program cannot be started: {Reason}. Previews need prlimit (Debian's util-linux), those of PDF pdftoppm and pdfinfo (poppler-utils).")]
    private static partial void NoProgram(ILogger log, string reason);
}
