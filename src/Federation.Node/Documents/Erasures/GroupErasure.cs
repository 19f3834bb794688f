using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Erasures;

/// <summary>
/// Destroys group spaces that were closed and whose date has come, each in one transaction: the record, the end of the key that seals all in it, and the
/// rows. One of which anything is held waits until it is released. Doing it again finds nothing to do.
/// </summary>
internal sealed partial class GroupErasure(IDocumentStore store, NpgsqlDataSource source, DestroyedKeys destroyed, TimeProvider time, ILogger<GroupErasure> log) : IDestroyedAgain
{
    /// <summary>Destroys what is due and not held.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var due = await source.List(
            "select id from node.space where destroy_at <= $1 and not exists (select from node.hold_anchor where space_id = space.id) order by id",
            row => row.GetGuid(0), cancel, time.GetUtcNow());
        foreach (var id in due)
        {
            if (await Destroy(id, cancel))
            {
                await destroyed.Write(cancel); // not at the next round: no backup may bring this key back
            }
        }
    }

    /// <summary>Group spaces that were destroyed after the backup was made that this database was restored from: erased once more.</summary>
    public async Task Follow(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancel)
    {
        foreach (var id in await source.List("select id from node.space where owner_id is null and key_id = any ($1)", row => row.GetGuid(0), cancel, subjects.Select(each => each.Value).ToArray()))
        {
            await using var session = store.LightweightSession();
            await End(session, id, cancel);
            session.Events.Append(id, new SpaceErased(id, time.GetUtcNow()));
            await session.SaveChangesAsync(cancel);
        }
    }

    private async Task<bool> Destroy(Guid id, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Space>(id, cancel);
        var (documents, bytes) = (await source.List(
            "select count(distinct document_id), coalesce(sum(length), 0)::bigint from node.document_version where space_id = $1",
            row => (row.GetInt64(0), row.GetInt64(1)), cancel, id))[0];
        if (SpaceRules.Destroy(stream.Aggregate, documents, bytes, time.GetUtcNow()).Events is not { Count: > 0 } events)
        {
            return false;
        }

        session.TakeTurns(id);
        session.Shred(stream.Aggregate!.Key, time.GetUtcNow()); // there are events: it is there
        session.NothingHeld(id);
        await End(session, id, cancel);
        stream.AppendMany(events);
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (LostRace.Is(e))
        {
            return false; // opened again, held or destroyed by another replica at the last moment: the next round looks again
        }

        await SpaceErasure.GiveRoomFree(source, cancel);
        Done(log, id, documents);
        return true;
    }

    // What others shared with the group.
    private async Task End(IDocumentSession session, Guid spaceId, CancellationToken cancel)
    {
        foreach (var shareId in await source.List("select id from node.share where group_id = $1", row => row.GetGuid(0), cancel, spaceId))
        {
            session.Events.Append(shareId, new ShareEnded(shareId, Guid.Empty, time.GetUtcNow()));
        }
    }

    [LoggerMessage(EventId = 4205, Level = LogLevel.Information, Message = "The closed group space {Space} was destroyed on its date, with {Documents} documents.")]
    private static partial void Done(ILogger log, Guid space, long documents);
}
