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
internal sealed class Downloads(IDocumentStore store, DocumentBytes bytes, NewestVersions newest, VersionViews versions)
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
        if (number is null && await newest.Of(card.Id, cancel) is { } current)
        {
            return await Give(card, number, current.Number, current.Bytes, current.ShownAt, () => bytes.Open(current, cancel), cancel);
        }

        return await VersionOf(card, number, cancel) is { } version
            ? await Give(card, number, version.Number, version.Bytes, version.Bytes.Modified ?? version.At, () => bytes.Open(version.Bytes, cancel), cancel)
            : NotThere(number);
    }

    /// <summary>A version of a document, the newest without a number; null when there is none.</summary>
    public async Task<EntryVersion?> VersionOf(EntryCard card, int? number, CancellationToken cancel)
    {
        var all = (await Find(card, cancel))?.Numbered() ?? [];
        return all.LastOrDefault(version => number is null || version.Number == number);
    }

    private async Task<IResult> Give(
        EntryCard card, int? asked, int number, VersionBytes version, DateTimeOffset at, Func<Task<Stream?>> open, CancellationToken cancel) =>
        await Open(card, number, open) is { } content
            ? new Harmless(Results.Stream(
                content, MediaTypes.Of(card.Name), card.Name, WholeSeconds(at), new EntityTagHeaderValue($"\"{DocumentRules.TagOf(version)}\""), enableRangeProcessing: true))
            : await bytes.Withheld(version, cancel) is { } found ? Answers.Problem(new ScanRefusal.Withheld(found))
            : NotThere(asked);

    private static IResult NotThere(int? number) => Answers.Problem(number is { } asked ? new VersionRefusal.NoSuchVersion(asked) : new DocumentRefusal.NotThere());

    // Bytes that are gone because their version was dropped or erased since it was read are an answer; otherwise the disk lost them.
    private async Task<Stream?> Open(EntryCard card, int number, Func<Task<Stream?>> open)
    {
        try
        {
            return await open();
        }
        catch (BlobMissingException)
        {
            if (await versions.Names(card.Id, number, CancellationToken.None))
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
