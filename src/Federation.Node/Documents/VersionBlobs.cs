using System.Runtime.CompilerServices;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Marten;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>
/// Where the bytes of versions are: small ones in rows, added in the transaction of the event that names them and durable with it; the others in the
/// node's store of files, durable before it. See docs/decisions/0035.
/// </summary>
internal sealed class VersionBlobs(NpgsqlDataSource source, IBlobStore files)
{
    // Ciphertext does not shrink: PostgreSQL need not try.
    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.small_blob (id bytea primary key, bytes bytea not null);
        alter table node.small_blob alter column bytes set storage external;
        """);

    /// <inheritdoc cref="IBlobStore.Write"/>
    public Task<StoredBlob> Write(Stream plain, long? expectedLength, long maxLength, CancellationToken cancel) =>
        files.Write(plain, null, expectedLength, maxLength, cancel);

    /// <summary>Keeps the bytes of a small blob with what the session commits.</summary>
    public static void Add(IDocumentOperations operations, BlobId id, byte[] stored) =>
        operations.QueueSqlCommand("insert into node.small_blob (id, bytes) values (?, ?)", Key(id), stored);

    /// <inheritdoc cref="IBlobStore.OpenRead"/>
    /// <param name="maySmall">Whether it is worth looking among the small ones; above <see cref="DocumentLimits.RowBytes"/> it is not.</param>
    public async Task<Stream> OpenRead(BlobId id, BlobKey contentKey, bool maySmall, CancellationToken cancel) =>
        maySmall && await Small(id, cancel) is { } stored
            ? await SmallBlob.OpenRead(id, stored, contentKey, cancel)
            : await files.OpenRead(id, contentKey, cancel);

    /// <inheritdoc cref="IBlobStore.Verify"/>
    public async Task<BlobCondition> Verify(BlobId id, CancellationToken cancel) =>
        await Small(id, cancel) is { } stored ? SmallBlob.Verify(id, stored) : await files.Verify(id, cancel);

    /// <inheritdoc cref="IBlobStore.Delete"/>
    public async Task<bool> Delete(BlobId id, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.small_blob where id = $1", Key(id));
        return await command.ExecuteNonQueryAsync(cancel) == 1 || await files.Delete(id, cancel);
    }

    /// <inheritdoc cref="IBlobStore.List"/>
    public async IAsyncEnumerable<BlobId> List([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var id in files.List(cancel))
        {
            yield return id;
        }

        await using var command = source.CreateCommand("select encode(id, 'hex') from node.small_blob");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return BlobId.Parse(reader.GetString(0));
        }
    }

    private async Task<byte[]?> Small(BlobId id, CancellationToken cancel)
    {
        await using var command = source.Command("select bytes from node.small_blob where id = $1", Key(id));
        return (byte[]?)await command.ExecuteScalarAsync(cancel);
    }

    private static byte[] Key(BlobId id) => Convert.FromHexString(id.ToString());
}
