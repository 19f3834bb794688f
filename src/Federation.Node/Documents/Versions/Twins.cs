using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Versions;

/// <summary>
/// Knows which content a space keeps already, so that it is kept once. A content is told by a keyed hash under the space's key, which says nothing to
/// anybody else, in no other space, and goes with the last bytes of it. See docs/decisions/0024.
/// </summary>
internal sealed class Twins(NpgsqlDataSource source, IDocumentStore store, KeyVault vault, KeyedHashes hashes, VersionParts parts)
{
    private const string Context = "content";

    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.content_tag (space_id uuid not null, tag bytea not null, blob text not null, primary key (space_id, tag));
        create index if not exists content_tag_blob on node.content_tag (blob);
        """);

    /// <summary>What tells a content in a space; null: it is too small for it to matter.</summary>
    public async Task<byte[]?> TagOf(Space space, KeptBytes kept, CancellationToken cancel) =>
        kept.Length < DocumentLimits.SharedBytes ? null : await hashes.Of(space.Key, Context, kept.Inside.Sha256, cancel);

    /// <summary>The same content as some version in the space has it; null: none has.</summary>
    public async Task<KeptBytes?> Find(Space space, byte[] tag, KeptBytes kept, CancellationToken cancel)
    {
        if (await Named(space.Id, tag, cancel) is not { } found)
        {
            return null;
        }

        await using var session = store.QuerySession();
        var version = (await session.LoadAsync<Entry>(found.Document, cancel))?.Numbered().FirstOrDefault(each => each.Number == found.Number)?.Bytes;
        if (version is null || version.Length != kept.Length || !(await vault.Open(version.Key, cancel)).TryGet(out var inside) || !inside.Sha256.AsSpan().SequenceEqual(kept.Inside.Sha256))
        {
            return null;
        }

        var twin = new KeptBytes(version.Blob, version.Length, inside, version.Others ?? [], IsOurs: false);
        return await IsWhole(twin, cancel) ? twin : null;
    }

    // What the disk lost or damaged must not take the place of bytes that are good: who puts them again mends it. It is read to its end, as rarely as a content comes twice.
    private async Task<bool> IsWhole(KeptBytes twin, CancellationToken cancel)
    {
        try
        {
            await using var content = await parts.Open(twin, cancel);
            await content.CopyToAsync(Stream.Null, cancel);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Tells the content from now on.</summary>
    public static void Add(IDocumentOperations operations, Guid spaceId, byte[] tag, BlobId blob) => operations.QueueSqlCommand("""
        insert into node.content_tag (space_id, tag, blob) values (?, ?, ?) on conflict (space_id, tag) do update set blob = excluded.blob
        """, spaceId, tag, blob.ToString());

    private async Task<(Guid Document, int Number)?> Named(Guid spaceId, byte[] tag, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select version.document_id, version.number from node.content_tag as tag join node.document_version as version on version.blob = tag.blob
            where tag.space_id = $1 and tag.tag = $2 and version.space_id = $1 limit 1
            """);
        command.Parameters.Add(new() { Value = spaceId });
        command.Parameters.Add(new() { Value = tag });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetGuid(0), reader.GetInt32(1)) : null;
    }
}
