using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Erasures;
using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Properties;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Retention;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Versions;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Federation.Node.Documents;

/// <summary>
/// The tree as it is now, one row a folder or document, names in the clear; written in the transaction of the event. The constraints
/// make it a tree whatever two writers do at once: one name once in a folder, nothing in a folder that is gone. What is deleted goes on to
/// <see cref="TrashTable"/>; the versions are in <see cref="VersionTable"/>.
/// </summary>
internal sealed class EntryTable(KeyVault vault) : IProjection
{
    // Checked at the commit: a folder and what is copied into it come in one transaction, in any order.
    // key_id: whose key seals the name; null where it was not asked yet, then it is the space's own.
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
        alter table node.entry add column if not exists key_id uuid;
        create index if not exists entry_key on node.entry (key_id);
        """);

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        FolderTags.Mark(operations, events);
        ChangeTable.Apply(operations, events);
        foreach (var data in events.Select(each => each.Data))
        {
            HoldTable.Apply(operations, data);
            VersionTable.Apply(operations, data);
            ShareTable.Apply(operations, data);
            await LinkTable.Apply(operations, data, vault, cancellation);
            QuotaTable.Apply(operations, data);
            RetentionTable.Apply(operations, data);
            SpaceTable.Apply(operations, data, await SpaceNameOf(data, cancellation));
            switch (data)
            {
                case SpaceOpened opened:
                    Insert(operations, opened.SpaceId, opened.SpaceId, null, "", opened.Key, null, opened.At);
                    break;
                case GroupSpaceOpened opened:
                    Insert(operations, opened.SpaceId, opened.SpaceId, null, "", opened.Key, null, opened.At);
                    break;
                case SpaceErased erased:
                    SpaceErasure.Erase(operations, erased);
                    break;
                case FolderMade made:
                    Insert(operations, made.FolderId, made.SpaceId, made.ParentId, await NameOf(made.Name, made.FolderId, cancellation), made.Name.Subject, null, made.At);
                    break;
                case DocumentAdded added:
                    Insert(operations, added.DocumentId, added.SpaceId, added.ParentId, await NameOf(added.Name, added.DocumentId, cancellation), added.Name.Subject, added.Version, added.At);
                    break;
                case DocumentChanged changed:
                    Change(operations, changed.DocumentId, changed.Version, changed.At);
                    break;
                case VersionRestored restored:
                    Change(operations, restored.DocumentId, restored.Version, restored.At);
                    break;
                case EntryMoved moved:
                    operations.QueueSqlCommand("update node.entry set parent_id = ?, name = ?, key_id = ? where id = ?",
                        moved.ParentId, await NameOf(moved.Name, moved.EntryId, cancellation), moved.Name.Subject.Value, moved.EntryId);
                    break;
                case EntryLabelled labelled:
                    PropertyTable.Write(operations, labelled.EntryId, (await vault.Open(labelled.Properties, cancellation)).Or(EntryProperties.None));
                    break;
                case EntryDeleted deleted:
                    TrashTable.Put(operations, deleted);
                    break;
                case EntryRestored restored:
                    TrashTable.TakeOut(operations, restored, await NameOf(restored.Name, restored.EntryId, cancellation));
                    break;
                case EntryErased erased:
                    TrashTable.Erase(operations, erased);
                    break;
            }
        }
    }

    private static void Change(IDocumentOperations operations, Guid id, VersionBytes version, DateTimeOffset at) =>
        operations.QueueSqlCommand("update node.entry set length = ?, tag = ?, changed_at = ? where id = ?",
            version.Length, DocumentRules.TagOf(version), version.Modified ?? at, id);

    private static void Insert(
        IDocumentOperations operations, Guid id, Guid spaceId, Guid? parentId, string name, SubjectId key, VersionBytes? version, DateTimeOffset at) =>
        operations.QueueSqlCommand(
            "insert into node.entry (id, space_id, parent_id, name, is_folder, length, tag, made_at, changed_at, key_id) values (?, ?, nullif(?, ?), ?, ?, ?, nullif(?, ''), ?, ?, ?)",
            id, spaceId, parentId ?? id, id, name, version is null, version?.Length ?? 0, version is null ? "" : DocumentRules.TagOf(version), at, version?.Modified ?? at, key.Value);

    private async Task<string> SpaceNameOf(object data, CancellationToken cancel) => data switch
    {
        GroupSpaceOpened opened => await NameOf(opened.Name, opened.SpaceId, cancel),
        SpaceRenamed renamed => await NameOf(renamed.Name, renamed.SpaceId, cancel),
        _ => "",
    };

    private async Task<string> NameOf(Sealed<EntryName> name, Guid id, CancellationToken cancel) =>
        (await vault.Open(name, cancel)).Or(new EntryName($"erased {id:n}")).Text;
}
