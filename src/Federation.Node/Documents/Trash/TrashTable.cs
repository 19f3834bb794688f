using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Properties;
using Federation.Node.Documents.Search;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Versions;
using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Trash;

/// <summary>
/// What was deleted, as it was: one row in <c>node.trash</c> for each deletion, one in <c>node.trashed_entry</c> for each folder or document
/// that went with it. Where it lay is kept as the folder's id, not as a path: a name must not outlive the folder that had it.
/// </summary>
internal static class TrashTable
{
    private const string Columns = "space_id, is_folder, length, tag, made_at, changed_at, key_id";

    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.trash (
            id uuid primary key,
            space_id uuid not null,
            deleted_at timestamptz not null,
            deleted_by uuid not null);
        create index if not exists trash_when on node.trash (space_id, deleted_at);
        create table if not exists node.trashed_entry (
            id uuid primary key,
            trash_id uuid not null,
            space_id uuid not null,
            parent_id uuid not null,
            name text collate "C" not null,
            is_folder boolean not null,
            length bigint not null,
            tag text,
            made_at timestamptz not null,
            changed_at timestamptz not null,
            key_id uuid);
        create index if not exists trashed_entry_trash on node.trashed_entry (trash_id);
        create index if not exists trashed_entry_key on node.trashed_entry (key_id);
        """);

    /// <summary>Out of the tree into the trash, a folder with all that lies in it.</summary>
    public static void Put(IDocumentOperations operations, EntryDeleted deleted)
    {
        operations.QueueSqlCommand($"""
            with recursive gone as (
                select id from node.entry where id = ? union select entry.id from node.entry join gone on parent_id = gone.id),
            taken as (delete from node.entry using gone where entry.id = gone.id returning entry.*)
            insert into node.trashed_entry (id, trash_id, parent_id, name, {Columns}) select id, ?, parent_id, name, {Columns} from taken
            """, deleted.EntryId, deleted.EntryId);
        operations.QueueSqlCommand(
            "insert into node.trash (id, space_id, deleted_at, deleted_by) values (?, ?, ?, ?)", deleted.EntryId, deleted.SpaceId, deleted.At, deleted.By);
    }

    /// <summary>Back into the tree, as it was, under a folder and a name that may be others.</summary>
    public static void TakeOut(IDocumentOperations operations, EntryRestored restored, string name)
    {
        operations.QueueSqlCommand($"""
            with back as (delete from node.trashed_entry where trash_id = ? returning *)
            insert into node.entry (id, parent_id, name, restored_at, {Columns})
            select id, case when id = trash_id then ? else parent_id end, case when id = trash_id then ? else name end, cast(? as timestamptz), {Columns} from back
            """, restored.EntryId, restored.ParentId, name, restored.At);
        operations.QueueSqlCommand("delete from node.trash where id = ?", restored.EntryId);
    }

    /// <summary>Out of everything: names go at once, bytes and keys are doomed in the same transaction.</summary>
    public static void Erase(IDocumentOperations operations, EntryErased erased)
    {
        VersionTable.Doom(operations, erased.SpaceId, erased.At,
            "document_id in (select id from node.trashed_entry where trash_id = ?)", erased.EntryId);
        operations.QueueSqlCommand("""
            insert into node.doomed_key (key_id, space_id, doomed_at)
            select distinct key_id, space_id, cast(? as timestamptz) from node.trashed_entry where trash_id = ? and key_id is not null on conflict do nothing
            """, erased.At, erased.EntryId);
        PropertyTable.Erase(operations, erased.EntryId);
        ShareTable.Erase(operations, erased.EntryId);
        LinkTable.Erase(operations, erased.EntryId);
        FolderTags.Erase(operations, erased.EntryId);
        ChangeTable.Erase(operations, erased.EntryId);
        SearchTable.Erase(operations, erased.EntryId);
        operations.QueueSqlCommand("delete from node.trashed_entry where trash_id = ?", erased.EntryId);
        operations.QueueSqlCommand("delete from node.trash where id = ?", erased.EntryId);
        VersionTable.Spare(operations, erased.SpaceId);
    }
}
