using Federation.Node.Documents.Links;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Uploads;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Erasures;

/// <summary>
/// Forgets what the room holds of an erased member: their space, by an event, and what is not made from events. Doing it again finds nothing to do.
/// </summary>
internal sealed class SpaceErasure(IDocumentStore store, NpgsqlDataSource source, TimeProvider time) : IDestroyedAgain
{
    // Somebody puts a document while the space goes: the commit of one of the two fails, and it is looked at again.
    private const int Attempts = 5;

    /// <summary>Queues the end of all rows of a space; a row that comes into it meanwhile has no parent any more, and so cannot stay.</summary>
    public static void Erase(IDocumentOperations operations, SpaceErased erased)
    {
        // Whoever puts something just then holds the folder or the document: they are waited for, and what they put goes too.
        operations.QueueSqlCommand("select 1 from node.entry where space_id = ? order by id for update", erased.SpaceId);
        operations.QueueSqlCommand("""
            with gone as (delete from node.document_version where space_id = ? returning space_id, blob, others)
            insert into node.doomed_blob (blob, space_id, doomed_at)
            select distinct named, space_id, cast(? as timestamptz) from gone, unnest(array[blob] || others) as named on conflict do nothing
            """, erased.SpaceId, erased.At);
        operations.QueueSqlCommand("""
            delete from node.entry_property where entry_id in (
                select id from node.entry where space_id = ? union all select id from node.trashed_entry where space_id = ?)
            """, erased.SpaceId, erased.SpaceId);
        foreach (var table in (string[])["search_text", "search_due"])
        {
            operations.QueueSqlCommand($"""
                delete from node.{table} where document_id in (
                    select id from node.entry where space_id = ? union all select id from node.trashed_entry where space_id = ?)
                """, erased.SpaceId, erased.SpaceId);
        }

        operations.QueueSqlCommand("""
            delete from node.folder_mark where folder_id in (
                select id from node.entry where space_id = ? union all select id from node.trashed_entry where space_id = ?)
            """, erased.SpaceId, erased.SpaceId);
        LinkTable.EraseSpace(operations, erased.SpaceId);
        foreach (var table in (string[])["share", "space_use", "entry_lock", "trashed_entry", "trash", "doomed_key", "entry", "entry_change"])
        {
            operations.QueueSqlCommand($"delete from node.{table} where space_id = ?", erased.SpaceId);
        }
    }

    /// <summary>Erases the space of a member who was erased, and ends the locks they hold elsewhere.</summary>
    public async Task Of(Guid memberId, CancellationToken cancel)
    {
        await StreamConflict.Again(Attempts, () => Once(memberId, cancel), LostRace.Is); // who writes just then may wait crosswise
        await StreamConflict.Again(Attempts, () => Leave(memberId, cancel));
        await GiveRoomFree(source, cancel);
    }

    /// <summary>What was deleted stands in PostgreSQL's files until their place is taken by something else; this gives the place free at once.</summary>
    public static Task GiveRoomFree(NpgsqlDataSource source, CancellationToken cancel) =>
        source.Run("vacuum node.entry, node.trashed_entry, node.entry_property, node.search_text, node.link, node.entry_change", cancel);

    /// <summary>
    /// Documents that were erased after the backup was made that this database was restored from: their content cannot be read, and their names and labels
    /// go here. They stay in the tree under a name that says so, for others may lie in a folder that was erased later.
    /// </summary>
    public async Task Follow(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancel)
    {
        await source.Run("""
            with named as (
                update node.entry set name = 'erased ' || replace(id::text, '-', '') where key_id = any ($1) and parent_id is not null returning id),
            trashed as (
                update node.trashed_entry set name = 'erased ' || replace(id::text, '-', '') where key_id = any ($1) returning id),
            unread as (delete from node.search_text where document_id in (select id from named union all select id from trashed)),
            renamed as (delete from node.entry_change where name is not null and entry_id in (select id from named union all select id from trashed)),
            closed as (delete from node.link where entry_id in (select id from named union all select id from trashed))
            delete from node.entry_property where entry_id in (select id from named union all select id from trashed)
            """, cancel, subjects.Select(subject => subject.Value).ToArray());
    }

    private async Task<bool> Once(Guid memberId, CancellationToken cancel)
    {
        var id = Space.PersonalIdOf(memberId);
        await using var session = store.LightweightSession();
        session.QueueSqlCommand("delete from node.entry_lock where holder_id = ?", memberId);
        UploadTable.EndAll(session, memberId);
        var stream = await session.Events.FetchForWriting<Space>(id, cancel);
        if (stream.Aggregate is { IsErased: false })
        {
            stream.AppendOne(new SpaceErased(id, time.GetUtcNow()));
        }

        await session.SaveChangesAsync(cancel);
        return true;
    }

    // Out of the groups they were in, and out of what was shared with them.
    private async Task<bool> Leave(Guid memberId, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        foreach (var spaceId in await Ids("select space_id from node.space_person where member_id = $1", memberId, cancel))
        {
            var stream = await session.Events.FetchForWriting<Space>(spaceId, cancel);
            stream.AppendMany(SpaceRules.Forget(stream.Aggregate!, memberId, time.GetUtcNow()).Events); // somebody is in it: it is there
        }

        foreach (var shareId in await Ids("select id from node.share where member_id = $1", memberId, cancel))
        {
            session.Events.Append(shareId, new ShareEnded(shareId, memberId, time.GetUtcNow()));
        }

        await session.SaveChangesAsync(cancel);
        return true;
    }

    private Task<IReadOnlyList<Guid>> Ids(string sql, Guid memberId, CancellationToken cancel) => source.List(sql, row => row.GetGuid(0), cancel, memberId);
}
