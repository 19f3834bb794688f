using Federation.Node.Shell;
using Marten;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents;

/// <summary>
/// Gives bytes out: whole or in ranges, always as a file to keep, never as a page of ours (with <c>nosniff</c> and a policy without scripts
/// from Hosting), so that an uploaded HTML file never runs in the node's name.
/// </summary>
internal sealed class Downloads(IDocumentStore store, DocumentBytes bytes)
{
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
        var versions = (await Find(card, cancel))?.Versions ?? [];
        var index = (number ?? versions.Count) - 1;
        if (index < 0 || index >= versions.Count || await bytes.Open(versions[index].Bytes, cancel) is not { } content)
        {
            return Answers.Problem(new DocumentRefusal.NotThere());
        }

        var version = versions[index];
        return Results.Stream(content, MediaTypes.Of(card.Name), card.Name, WholeSeconds(version.At),
            new EntityTagHeaderValue($"\"{DocumentRules.TagOf(version.Bytes)}\""), enableRangeProcessing: true);
    }

    // HTTP dates have no fractions; with them a copy just fetched would look older than the original.
    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerSecond));
}
