using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.Versions;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Marten;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents;

/// <summary>
/// Gives bytes out: whole or in ranges, always as a file to keep, never as a page of ours (with <c>nosniff</c> from Hosting, and in a sandbox),
/// so that an uploaded HTML file never runs in the node's name.
/// </summary>
internal sealed class Downloads(IDocumentStore store, DocumentBytes bytes, VersionViews versions)
{
    /// <summary>The policy of an answer that was made from somebody's file: shown, if at all, in an origin of its own, without scripts, forms or anything from here.</summary>
    public const string Sandbox = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>A document by its streams's id; null when there is none.</summary>
    public async Task<Entry?> Find(EntryCard card, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Entry>(card.Id, cancel);
    }

    /// <summary>A version under a name; the newest without a number.</summary>
    /// <param name="number">1 is the oldest.</param>
    public async Task<IResult> Give(EntryCard card, int? number, CancellationToken cancel)
    {
        var version = await VersionOf(card, number, cancel);
        var content = version is null ? null : await Open(card, version, cancel);
        if (version is null || content is null)
        {
            return Answers.Problem(version is not null && await bytes.Withheld(version.Bytes, cancel) is { } found ? new ScanRefusal.Withheld(found)
                : number is { } asked ? new VersionRefusal.NoSuchVersion(asked) : new DocumentRefusal.NotThere());
        }

        return new Harmless(Results.Stream(content, MediaTypes.Of(card.Name), card.Name, WholeSeconds(version.Bytes.Modified ?? version.At),
            new EntityTagHeaderValue($"\"{DocumentRules.TagOf(version.Bytes)}\""), enableRangeProcessing: true));
    }

    /// <summary>A version of a document, the newest without a number; null when there is none.</summary>
    public async Task<EntryVersion?> VersionOf(EntryCard card, int? number, CancellationToken cancel)
    {
        var all = (await Find(card, cancel))?.Numbered() ?? [];
        return all.LastOrDefault(version => number is null || version.Number == number);
    }

    // Bytes that are gone because their version was dropped or erased since it was read are an answer; otherwise the disk lost them.
    private async Task<Stream?> Open(EntryCard card, EntryVersion version, CancellationToken cancel)
    {
        try
        {
            return await bytes.Open(version.Bytes, cancel);
        }
        catch (BlobMissingException)
        {
            if (await versions.Names(card.Id, version.Number, CancellationToken.None))
            {
                throw;
            }

            return null;
        }
    }

    // HTTP dates have no fractions; with them a copy just fetched would look older than the original.
    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));

    /// <summary>A file; whoever shows it all the same shows it in an origin of its own, without scripts, forms or anything from here.</summary>
    private sealed class Harmless(IResult file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentSecurityPolicy = Sandbox;
            return file.ExecuteAsync(httpContext);
        }
    }
}
