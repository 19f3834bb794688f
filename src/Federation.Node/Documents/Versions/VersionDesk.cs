using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Versions;

/// <summary>Restores and marks versions, and thins them out. One event each; who loses a race looks again.</summary>
internal sealed class VersionDesk(IDocumentStore store, PersonalSpaces spaces, DocumentViews views, VersionViews versions, TimeProvider time)
{
    /// <summary>Makes an earlier version the newest; those between are kept.</summary>
    public Task<Outcome> Restore(Guid memberId, Guid documentId, int number, CancellationToken cancel) =>
        Write(memberId, documentId, document => VersionRules.Restore(document, number, memberId, time.GetUtcNow()), cancel);

    /// <summary>Marks a version to be kept for good, or no longer.</summary>
    public Task<Outcome> Mark(Guid memberId, Guid documentId, int number, bool keep, CancellationToken cancel) =>
        Write(memberId, documentId, document => VersionRules.Mark(document, number, keep, memberId, time.GetUtcNow()), cancel);

    /// <summary>Drops what the schedule does not ask for, in every document; says of how many. A document somebody writes to just now waits for the next time.</summary>
    public async Task<int> Thin(CancellationToken cancel)
    {
        var thinned = 0;
        foreach (var (documentId, dated) in await versions.Several(cancel))
        {
            if (ThinningSchedule.Superfluous(dated, time.GetUtcNow()).Count > 0 && await Thin(documentId, cancel))
            {
                thinned++;
            }
        }

        return thinned;
    }

    private async Task<bool> Thin(Guid documentId, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Entry>(documentId, cancel);
        if (stream.Aggregate is not { } document || VersionRules.Thin(document, time.GetUtcNow()).Events is not [var thinned])
        {
            return false;
        }

        session.TakeTurns(document.SpaceId);
        stream.AppendOne(thinned);
        try
        {
            await session.SaveChangesAsync(cancel);
            return true;
        }
        catch (Exception e) when (LostRace.Is(e))
        {
            return false;
        }
    }

    private async Task<Outcome> Write(Guid memberId, Guid documentId, Func<Entry, Decision> decide, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        return await DocumentDesk.Again(async () =>
        {
            if (await views.Down(space.Id, documentId, cancel) is not [.., { IsFolder: false } card])
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            await using var writing = await Writing.Begin(store, space, [new Place(card.Name, null, card, [])]);
            return await writing.Save(decide(writing.Entry(card)), false);
        });
    }
}
