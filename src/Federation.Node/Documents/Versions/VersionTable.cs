using Federation.Node.Documents.Quotas;
using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Versions;

/// <summary>
/// Which bytes are whose: one row a version that is kept, of documents in the tree and in the trash. Copies share bytes and keys, so what a
/// version leaves behind is doomed only when no other row names it; <see cref="Doomed"/> removes it after the commit.
/// </summary>
internal static class VersionTable
{
    /// <summary>Whether a version still names the bytes of a row of <c>node.doomed_blob</c>, called <c>doomed</c>.</summary>
    public const string BlobIsNeeded = """
        (exists (select from node.document_version as version where version.blob = doomed.blob)
            or exists (select from node.document_version as version where version.others @> array[doomed.blob]))
        """;

    /// <summary>Whether anything is still sealed by the key of a row of <c>node.doomed_key</c>, called <c>doomed</c>.</summary>
    public const string KeyIsNeeded = """
        (exists (select from node.document_version as version where version.key_id = doomed.key_id)
            or exists (select from node.entry where entry.key_id = doomed.key_id)
            or exists (select from node.trashed_entry as trashed where trashed.key_id = doomed.key_id))
        """;

    // key, shown_at: the sealed key, and when the file was last changed; null in rows from before there were these columns.
    // The last statement fills the table of a node that kept documents before there was one; it changes nothing anywhere else.
    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.document_version (
            document_id uuid not null,
            number integer not null,
            space_id uuid not null,
            blob text not null,
            key_id uuid not null,
            at timestamptz not null,
            is_kept boolean not null default false,
            length bigint not null,
            others text[],
            key bytea,
            shown_at timestamptz,
            primary key (document_id, number));
        alter table node.document_version add column if not exists length bigint;
        alter table node.document_version add column if not exists others text[];
        alter table node.document_version add column if not exists key bytea;
        alter table node.document_version add column if not exists shown_at timestamptz;
        create index if not exists document_version_others on node.document_version using gin (others) where others is not null;
        create index if not exists document_version_blob on node.document_version (blob);
        create index if not exists document_version_key on node.document_version (key_id);
        create table if not exists node.doomed_blob (blob text primary key, space_id uuid not null, doomed_at timestamptz not null);
        create table if not exists node.doomed_key (key_id uuid primary key, space_id uuid not null, doomed_at timestamptz not null);
        insert into node.document_version (document_id, number, space_id, blob, key_id, at, length)
        select entry.id, version.ordinality, (entry.data ->> 'spaceId')::uuid, version.value -> 'bytes' ->> 'blob',
            (version.value -> 'bytes' -> 'key' ->> 's')::uuid, (version.value ->> 'at')::timestamptz,
            (version.value -> 'bytes' ->> 'length')::bigint
        from node.mt_doc_entry as entry cross join jsonb_array_elements(entry.data -> 'versions') with ordinality as version
        where not exists (select from node.document_version);
        """);

    /// <summary>Follows a document's events.</summary>
    public static void Apply(IDocumentOperations operations, object data)
    {
        switch (data)
        {
            case DocumentAdded added:
                Insert(operations, added.DocumentId, added.SpaceId, added.Version, added.At);
                break;
            case DocumentChanged changed:
                Insert(operations, changed.DocumentId, changed.SpaceId, changed.Version, changed.At);
                break;
            case VersionRestored restored:
                Insert(operations, restored.DocumentId, restored.SpaceId, restored.Version, restored.At);
                break;
            case VersionMarked marked:
                operations.QueueSqlCommand("update node.document_version set is_kept = ? where document_id = ? and number = ?",
                    marked.IsKept, marked.DocumentId, marked.Number);
                break;
            case VersionsThinned thinned:
                Doom(operations, thinned.SpaceId, thinned.At, "document_id = ? and number = any(?)", thinned.DocumentId, thinned.Numbers.ToArray());
                Spare(operations, thinned.SpaceId);
                break;
        }
    }

    /// <summary>Forgets versions, and dooms their bytes and keys; <see cref="Spare"/> comes after it.</summary>
    public static void Doom(IDocumentOperations operations, Guid spaceId, DateTimeOffset at, string which, params object[] values) =>
        operations.QueueSqlCommand($"""
            with gone as (delete from node.document_version where {which} returning space_id, blob, key_id, length, others),
            less as ({QuotaTable.TakeGone}),
            keys as (
                insert into node.doomed_key (key_id, space_id, doomed_at)
                select distinct key_id, cast(? as uuid), cast(? as timestamptz) from gone on conflict do nothing)
            insert into node.doomed_blob (blob, space_id, doomed_at)
            select distinct named, cast(? as uuid), cast(? as timestamptz) from gone, unnest(array[blob] || others) as named on conflict do nothing
            """, [.. values, spaceId, at, spaceId, at]);

    /// <summary>Takes back from the doomed what something else still needs.</summary>
    public static void Spare(IDocumentOperations operations, Guid spaceId)
    {
        operations.QueueSqlCommand($"delete from node.doomed_blob as doomed where space_id = ? and {BlobIsNeeded}", spaceId);
        operations.QueueSqlCommand($"delete from node.doomed_key as doomed where space_id = ? and {KeyIsNeeded}", spaceId);
    }

    private static void Insert(IDocumentOperations operations, Guid documentId, Guid spaceId, VersionBytes version, DateTimeOffset at)
    {
        operations.QueueSqlCommand("""
            insert into node.document_version (document_id, number, space_id, blob, key_id, key, at, shown_at, length, others)
            select ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, string_to_array(nullif(?, ''), ' ') from node.document_version where document_id = ?
            """, documentId, spaceId, version.Blob.ToString(), version.Key.Subject.Value, version.Key.Box, at, version.Modified ?? at, version.Length,
            string.Join(' ', version.Others ?? []), documentId);
        QuotaTable.Add(operations, spaceId, version.Length);
    }
}
