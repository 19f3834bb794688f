using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.Uploads;

/// <summary>
/// Parts of uploads, one row each: appended, or put at a place of their own, and put there again. Who changes one changes its upload's row
/// first, so that all of an upload wait for each other and what came of it is counted right.
/// </summary>
internal sealed class UploadPartTable(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Adds a part where the upload ended; durable when it returns.</summary>
    /// <param name="mostBytes">Of all uploads of its member together, announced or come.</param>
    /// <returns>False when something else was added there meanwhile, it is too much, or the upload is gone.</returns>
    public async Task<bool> Append(Guid id, UploadPart part, DateTimeOffset expiresAt, long mostBytes) => await UploadRoom.InTurn(source, id, $"""
        with grown as (
            update node.upload set received = received + $3, expires_at = $7
            where id = $1 and received = $2 and joined_at is null
                and case when length is null then {UploadRoom.Fits("received + $3", "$8", "$9")} else received + $3 <= length end
            returning id)
        insert into node.upload_part (upload_id, position, length, blob, key_id, key) select id, $2, $3, $4, $5, $6 from grown
        """, CancellationToken.None,
        id, part.Position, part.Length, part.Blob.ToString(), part.KeyOf.Value, part.Key, expiresAt, time.GetUtcNow(), mostBytes) == 1;

    /// <summary>Puts a part at its place, instead of the one that was there; durable when it returns.</summary>
    /// <param name="mostBytes">Of all uploads of its member together, announced or come.</param>
    /// <returns>False when it is too much, or the upload is gone.</returns>
    public async Task<bool> Put(Guid id, UploadPart part, DateTimeOffset expiresAt, long mostBytes) =>
        await Change(id, part.Position, part, expiresAt, mostBytes, CancellationToken.None) is not null;

    /// <summary>Takes a part away.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> Drop(Guid id, long position, DateTimeOffset expiresAt, CancellationToken cancel) => await Change(id, position, null, expiresAt, long.MaxValue, cancel) > 0;

    /// <summary>The parts of an upload in order.</summary>
    public Task<IReadOnlyList<UploadPart>> Parts(Guid id, CancellationToken cancel) => source.List(
        "select position, length, blob, key, key_id from node.upload_part where upload_id = $1 order by position",
        row => new UploadPart(row.GetInt64(0), row.GetInt64(1), BlobId.Parse(row.GetString(2)), row.GetFieldValue<byte[]>(3), new SubjectId(row.GetGuid(4))), cancel, id);

    // How many parts went; null: the upload is gone, or would be too large.
    private async Task<int?> Change(Guid id, long position, UploadPart? part, DateTimeOffset expiresAt, long mostBytes, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Locked first: of two that come to one place the later stays, and both are counted; so are those of the member's other uploads.
        if (await connection.Run($"""
            with turn as (select {UploadRoom.TurnOf("member_id")} from node.upload where id = $1)
            update node.upload set expires_at = $2 from turn where id = $1 and joined_at is null
            """, cancel, id, expiresAt) == 0)
        {
            return null;
        }

        var gone = await connection.Run($"with gone as (delete from node.upload_part where upload_id = $1 and position = $3 returning blob, key_id) {UploadTable.Doom}",
            cancel, id, time.GetUtcNow(), position);
        if (part is not null)
        {
            await connection.Run("insert into node.upload_part (upload_id, position, length, blob, key_id, key) values ($1, $2, $3, $4, $5, $6)",
                cancel, id, position, part.Length, part.Blob.ToString(), part.KeyOf.Value, part.Key);
        }

        if (await connection.Run($"""
            update node.upload set received = come.bytes from (select coalesce(sum(length), 0) as bytes from node.upload_part where upload_id = $1) as come
            where id = $1 and {UploadRoom.Fits("greatest(upload.length, come.bytes)", "$2", "$3")}
            """, cancel, id, time.GetUtcNow(), mostBytes) == 0)
        {
            return null;
        }

        await transaction.CommitAsync(cancel);
        return gone;
    }
}
