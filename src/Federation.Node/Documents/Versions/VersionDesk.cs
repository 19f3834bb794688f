using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Versions;

/// <summary>Restores and marks versions, and thins them out. One event each; who loses a race looks again.</summary>
internal sealed class VersionDesk(
    IDocumentStore store, Reaches reaches, DocumentViews views, LockGate locks, HoldGate holds, VersionViews versions, TimeProvider time)
{
    /// <summary>Makes an earlier version the newest; those between are kept.</summary>
    public Task<Outcome> Restore(Guid memberId, Guid documentId, int number, CancellationToken cancel) =>
        Write(memberId, documentId, document => VersionRules.Restore(document, number, memberId, time.GetUtcNow()), cancel);

    /// <summary>Marks a version to be kept for good, or no longer.</summary>
    public Task<Outcome> Mark(Guid memberId, Guid documentId, int number, bool keep, CancellationToken cancel) =>
        Write(memberId, documentId, document => VersionRules.Mark(document, number, keep, memberId, time.GetUtcNow()), cancel);

    /// <summary>Drops what the schedule does not ask for, in every document that is not held; says of how many. A document somebody writes to just now waits for the next time.</summary>
    public async Task<int> Thin(CancellationToken cancel)
    {
        var thinned = 0;
        foreach (var (documentId, dated, keep) in await versions.Several(cancel))
        {
            if (ThinningSchedule.Superfluous(dated, time.GetUtcNow(), keep).Count > 0 && await Thin(documentId, keep, cancel))
            {
                thinned++;
            }
        }

        return thinned;
    }

    private async Task<bool> Thin(Guid documentId, TimeSpan keep, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Entry>(documentId, cancel);
        if (await holds.IsHeld(documentId, cancel) || stream.Aggregate is not { } document || VersionRules.Thin(document, time.GetUtcNow(), keep).Events is not [var thinned])
        {
            return false;
        }

        session.TakeTurns(document.SpaceId);
        session.StillOpen(document.SpaceId);
        session.StillFree([documentId]);
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

    private async Task<Outcome> Write(Guid memberId, Guid documentId, Func<Entry, Decision> decide, CancellationToken cancel) =>
        await DocumentDesk.Again(async () =>
        {
            if (await reaches.Find(memberId, documentId, cancel) is not { Entry.IsFolder: false } sight)
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            var way = await reaches.To(memberId, sight.Path, cancel);
            var place = await views.Find(way, cancel);
            if (place.Entry?.Id != documentId || way.Reach.RefuseChange is not null)
            {
                return Outcome.Refused(sight.Reach.RefuseChange ?? new DocumentRefusal.Busy()); // moved this instant
            }

            await using var writing = await Writing.Begin(store, memberId, [way], [place]);
            return await locks.Refuse(writing.Session, way.Space, memberId, Conditions.None, [LockNeed.ToWrite(place)], cancel) is { } locked
                ? Outcome.Refused(locked)
                : await writing.Save(decide(writing.Entry(place.Entry)), false);
        });
}
