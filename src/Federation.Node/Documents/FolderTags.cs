using System.Security.Cryptography;
using Federation.Node.Hosting.Database;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>
/// Names the state of a folder with all that lies in it at any depth (its ETag), so that a sync program goes down only where something
/// changed. Every change adds a random number to the folder it happened in and to each above; the tag is all of a folder's numbers
/// together. A counter in the folder's row would do the same and make all writers of a space wait for each other at its root.
/// </summary>
internal sealed class FolderTags(NpgsqlDataSource source)
{
    // Folders are asked for one by one: for a join the planner expects many and reads the whole table instead. A procedure, so that it is planned once
    // a connection and not for every commit. Exclusive or: in which order they were committed, and whether Compact joined some, makes no difference.
    public static SchemaScript Script { get; } = new("Documents, folder tags", """
        create table if not exists node.folder_mark (folder_id uuid not null, mark bigint not null);
        create index if not exists folder_mark_folder on node.folder_mark (folder_id) include (mark);

        create or replace procedure node.mark_folders(entries uuid[], folders uuid[], number bigint)
        language plpgsql set plan_cache_mode = force_generic_plan as $$
        begin
            with recursive changed as (
                select (select parent_id from node.entry where id = given) as id from unnest(entries) as given union select unnest(folders)
                union select (select parent_id from node.entry where entry.id = changed.id) from changed where id is not null)
            insert into node.folder_mark (folder_id, mark) select id, number from changed where id is not null;
        end $$;
        """);

    /// <summary>
    /// Marks the folders that events change, when the operations are saved; comes before the events change the tree. The folder something
    /// comes into is in its event; the one it leaves, or is changed in, is where the tree has it now.
    /// </summary>
    public static void Mark(IDocumentOperations operations, IReadOnlyList<IEvent> events)
    {
        var folders = events.Select(each => FolderIn(each.Data)).OfType<Guid>().Distinct().ToArray();
        var entries = events.Select(each => EntryIn(each.Data)).OfType<Guid>().Distinct().ToArray();
        if (folders.Length + entries.Length > 0)
        {
            operations.QueueSqlCommand("call node.mark_folders(?, ?, ?)", entries, folders, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))));
        }
    }

    /// <summary>Forgets the folders that one deletion put into the trash; before that is forgotten itself.</summary>
    public static void Erase(IDocumentOperations operations, Guid trashId) => operations.QueueSqlCommand(
        "delete from node.folder_mark using node.trashed_entry where folder_id = trashed_entry.id and trash_id = ?", trashId);

    /// <summary>
    /// Tags of a folder and of those that lie in it. Ask before you read what lies in it: what is changed in between then has an old tag and
    /// is looked at once more, never a new one and missed.
    /// </summary>
    public async Task<Func<Guid, string>> Of(Guid folderId, bool andInside, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select folder_id, bit_xor(mark) from node.folder_mark
            where folder_id = any(array(select id from node.entry where $2 and parent_id = $1 and is_folder) || $1) group by folder_id
            """);
        command.Parameters.Add(new() { Value = folderId });
        command.Parameters.Add(new() { Value = andInside });
        return await Read(command, cancel);
    }

    /// <summary>Tags of some folders.</summary>
    public async Task<Func<Guid, string>> Of(IReadOnlyCollection<Guid> folderIds, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select folder_id, bit_xor(mark) from node.folder_mark where folder_id = any($1) group by folder_id");
        command.Parameters.Add(new() { Value = folderIds.ToArray() });
        return await Read(command, cancel);
    }

    /// <summary>Joins the numbers of each folder into one; nobody waits for it, and no tag changes.</summary>
    public async Task Compact(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with several as (select folder_id from node.folder_mark group by folder_id having count(*) > 1),
            taken as (delete from node.folder_mark using several where folder_mark.folder_id = several.folder_id returning folder_mark.folder_id, mark)
            insert into node.folder_mark (folder_id, mark) select folder_id, bit_xor(mark) from taken group by folder_id
            """);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<Func<Guid, string>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var marks = new Dictionary<Guid, long>();
        while (await reader.ReadAsync(cancel))
        {
            marks[reader.GetGuid(0)] = reader.GetInt64(1);
        }

        // With the id: another folder of the same name is never taken for this one.
        return id => $"{marks.GetValueOrDefault(id):x16}{id:n}";
    }

    private static Guid? FolderIn(object data) => data switch
    {
        FolderMade made => made.ParentId,
        DocumentAdded added => added.ParentId,
        EntryMoved moved => moved.ParentId,
        EntryRestored restored => restored.ParentId,
        _ => null,
    };

    private static Guid? EntryIn(object data) => data switch
    {
        DocumentChanged changed => changed.DocumentId,
        VersionRestored restored => restored.DocumentId,
        EntryMoved moved => moved.EntryId,
        EntryDeleted deleted => deleted.EntryId,
        _ => null,
    };
}
