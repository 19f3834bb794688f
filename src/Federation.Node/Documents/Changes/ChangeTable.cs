using Federation.Node.Hosting.Database;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Changes;

/// <summary>
/// What happened where in a space, in the transaction of the event, for programs that ask what changed since they last did (docs/decisions/0023). Each row
/// carries the number of its transaction: those still under way when somebody asked have numbers from the lowest of them on, so nothing
/// that is committed late is missed. What left a place keeps the name it had there, no longer than the trash would.
/// </summary>
internal sealed class ChangeTable(NpgsqlDataSource source)
{
    /// <summary>The number of this transaction; of 64 bits, so it never starts again.</summary>
    private const string Number = "pg_current_xact_id()::text::bigint";

    private const string Raise = """
        insert into node.change_floor (space_id, number) select space_id, max(number) from forgotten group by space_id
        on conflict (space_id) do update set number = greatest(change_floor.number, excluded.number)
        """;

    // name: null for what is there; else what it was called in the folder parent_id, where it is no more.
    // change_floor: rows up to this number are forgotten, some of which somebody would need who asks from there or before.
    // change_era: another one after the read models were made again, as after a restore: numbers begin anew there.
    public static SchemaScript Script { get; } = new("Documents, changes", $"""
        create table if not exists node.entry_change (
            space_id uuid not null,
            number bigint not null default {Number},
            entry_id uuid not null,
            is_moved boolean not null,
            is_folder boolean,
            parent_id uuid,
            name text collate "C",
            at timestamptz not null);
        create index if not exists entry_change_number on node.entry_change (space_id, number);
        create index if not exists entry_change_entry on node.entry_change (entry_id) where name is not null;
        create index if not exists entry_change_parent on node.entry_change (parent_id) where name is not null;
        create table if not exists node.change_floor (space_id uuid primary key, number bigint not null);
        create table if not exists node.change_era (one integer primary key check (one = 1), id uuid not null);
        create index if not exists trashed_entry_parent on node.trashed_entry (parent_id);
        """);

    /// <summary>Follows events, when the operations are saved; before they change the tree.</summary>
    public static void Apply(IDocumentOperations operations, IReadOnlyList<IEvent> events)
    {
        foreach (var data in events.Select(each => each.Data))
        {
            switch (data)
            {
                case FolderMade made:
                    Changed(operations, made.SpaceId, made.FolderId, false, made.At);
                    break;
                case DocumentAdded added:
                    Changed(operations, added.SpaceId, added.DocumentId, false, added.At);
                    break;
                case DocumentChanged changed:
                    Changed(operations, changed.SpaceId, changed.DocumentId, false, changed.At);
                    break;
                case VersionRestored restored:
                    Changed(operations, restored.SpaceId, restored.DocumentId, false, restored.At);
                    break;
                case EntryMoved moved:
                    Gone(operations, moved.EntryId, moved.EntryId, moved.At);
                    Changed(operations, moved.SpaceId, moved.EntryId, true, moved.At);
                    break;
                case EntryRestored restored:
                    Changed(operations, restored.SpaceId, restored.EntryId, true, restored.At);
                    break;
                case EntryDeleted deleted:
                    Gone(operations, deleted.EntryId, Heir(events, deleted) ?? deleted.EntryId, deleted.At);
                    break;
            }
        }
    }

    /// <summary>Forgets the names of all that one deletion put into the trash; before that is forgotten itself.</summary>
    public static void Erase(IDocumentOperations operations, Guid trashId) => operations.QueueSqlCommand($"""
        with forgotten as (
            delete from node.entry_change using node.trashed_entry
            where entry_id = trashed_entry.id and trash_id = ? and entry_change.name is not null returning entry_change.space_id, number)
        {Raise}
        """, trashId);

    /// <summary>Forgets what happened before a time; who asked last before that looks at everything again.</summary>
    public async Task Forget(DateTimeOffset before, CancellationToken cancel) => await source.Run(
        $"with forgotten as (delete from node.entry_change where at < $1 returning space_id, number) {Raise}", cancel, before);

    // A program that saves by writing beside and moving over leaves a name that belongs to the document it saved, and goes with that.
    private static Guid? Heir(IReadOnlyList<IEvent> events, EntryDeleted deleted) =>
        events.Any(each => each.Data is EntryErased erased && erased.EntryId == deleted.EntryId)
            ? events.Select(each => each.Data).OfType<DocumentChanged>().Select(changed => (Guid?)changed.DocumentId).FirstOrDefault()
            : null;

    private static void Changed(IDocumentOperations operations, Guid spaceId, Guid entryId, bool isMoved, DateTimeOffset at) =>
        operations.QueueSqlCommand("insert into node.entry_change (space_id, entry_id, is_moved, at) values (?, ?, ?, ?)", spaceId, entryId, isMoved, at);

    private static void Gone(IDocumentOperations operations, Guid entryId, Guid owner, DateTimeOffset at) => operations.QueueSqlCommand("""
        insert into node.entry_change (space_id, entry_id, is_moved, is_folder, parent_id, name, at)
        select space_id, ?, false, is_folder, parent_id, name, ? from node.entry where id = ?
        """, owner, at, entryId);
}
