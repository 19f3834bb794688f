using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Federation.Node.Documents;

/// <summary>
/// The tree as it is now, one row a folder or document, names in the clear; written in the transaction of the event. The constraints
/// make it a tree whatever two writers do at once: one name once in a folder, nothing in a folder that is gone.
/// </summary>
internal sealed class EntryTable(KeyVault vault) : IProjection
{
    // Checked at the commit: a folder and what is copied into it come in one transaction, in any order.
    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.entry (
            id uuid primary key,
            space_id uuid not null,
            parent_id uuid references node.entry (id) deferrable initially deferred,
            name text collate "C" not null,
            is_folder boolean not null,
            length bigint not null,
            tag text,
            made_at timestamptz not null,
            changed_at timestamptz not null,
            constraint entry_name_once unique (parent_id, name) deferrable initially deferred);
        """);

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var data in events.Select(each => each.Data))
        {
            switch (data)
            {
                case SpaceOpened opened:
                    Insert(operations, opened.SpaceId, opened.SpaceId, null, "", null, opened.At);
                    break;
                case FolderMade made:
                    Insert(operations, made.FolderId, made.SpaceId, made.ParentId, await NameOf(made.Name, made.FolderId, cancellation), null, made.At);
                    break;
                case DocumentAdded added:
                    Insert(operations, added.DocumentId, added.SpaceId, added.ParentId, await NameOf(added.Name, added.DocumentId, cancellation), added.Version, added.At);
                    break;
                case DocumentChanged changed:
                    operations.QueueSqlCommand("update node.entry set length = ?, tag = ?, changed_at = ? where id = ?",
                        changed.Version.Length, DocumentRules.TagOf(changed.Version), changed.At, changed.DocumentId);
                    break;
                case EntryMoved moved:
                    operations.QueueSqlCommand("update node.entry set parent_id = ?, name = ? where id = ?",
                        moved.ParentId, await NameOf(moved.Name, moved.EntryId, cancellation), moved.EntryId);
                    break;
                case EntryDeleted deleted:
                    operations.QueueSqlCommand("""
                        with recursive gone as (
                            select id from node.entry where id = ? union select entry.id from node.entry join gone on parent_id = gone.id)
                        delete from node.entry using gone where entry.id = gone.id
                        """, deleted.EntryId);
                    break;
            }
        }
    }

    private static void Insert(
        IDocumentOperations operations, Guid id, Guid spaceId, Guid? parentId, string name, VersionBytes? version, DateTimeOffset at) =>
        operations.QueueSqlCommand(
            "insert into node.entry (id, space_id, parent_id, name, is_folder, length, tag, made_at, changed_at) values (?, ?, nullif(?, ?), ?, ?, ?, nullif(?, ''), ?, ?)",
            id, spaceId, parentId ?? id, id, name, version is null, version?.Length ?? 0, version is null ? "" : DocumentRules.TagOf(version), at, at);

    private async Task<string> NameOf(Sealed<EntryName> name, Guid id, CancellationToken cancel) =>
        (await vault.Open(name, cancel)).Or(new EntryName($"erased {id:n}")).Text;
}
