using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// Uploads in parts that are under way, for all replicas: rows, no events, for nothing of them is a document yet. The parts are blobs whose
/// keys are sealed under the member's key. A part that comes twice has two rows, of which the later counts; what is dropped keeps its rows
/// until its bytes are gone.
/// </summary>
internal sealed class SyncUploadTable(NpgsqlDataSource source, TimeProvider time)
{
    public static SchemaScript Script { get; } = new("Documents, uploads", """
        create table if not exists node.sync_upload (
            id uuid primary key,
            member_id uuid not null,
            name text collate "C",
            touched_at timestamptz not null,
            unique (member_id, name));
        create table if not exists node.sync_part (
            id uuid primary key,
            upload_id uuid not null references node.sync_upload (id),
            number bigint,
            blob text not null,
            length bigint not null,
            key_id uuid not null,
            key bytea not null);
        create index if not exists sync_part_upload on node.sync_part (upload_id);
        """);

    /// <summary>Begins one; null when the member has one of this name, or too many.</summary>
    public async Task<Guid?> Begin(Guid memberId, string name, CancellationToken cancel)
    {
        await using var command = source.Command("""
            insert into node.sync_upload (id, member_id, name, touched_at)
            select $1, $2, $3, $4 where (select count(*) from node.sync_upload where member_id = $2 and name is not null) < $5
            on conflict do nothing returning id
            """, Guid.CreateVersion7(time.GetUtcNow()), memberId, name, time.GetUtcNow(), DocumentLimits.MostSyncUploads);
        return (Guid?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>One that is under way; from now on it counts as touched.</summary>
    public async Task<Guid?> Find(Guid memberId, string name, CancellationToken cancel)
    {
        await using var command = source.Command("update node.sync_upload set touched_at = $3 where member_id = $1 and name = $2 returning id", memberId, name, time.GetUtcNow());
        return (Guid?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Adds a part whose bytes are kept; false when the upload has ended meanwhile.</summary>
    public async Task<bool> AddPart(Guid uploadId, long number, VersionBytes bytes, CancellationToken cancel)
    {
        await using var command = source.Command("""
            insert into node.sync_part (id, upload_id, number, blob, length, key_id, key)
            select $1, id, $3, $4, $5, $6, $7 from node.sync_upload where id = $2 and name is not null
            """, Guid.CreateVersion7(time.GetUtcNow()), uploadId, number, bytes.Blob.ToString(), bytes.Length, bytes.Key.Subject.Value, bytes.Key.Box);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>The parts that count, in their order.</summary>
    public async Task<IReadOnlyList<SyncPart>> Parts(Guid uploadId, CancellationToken cancel)
    {
        await using var command = source.Command("""
            select distinct on (number) number, blob, length, key_id, key from node.sync_part
            where upload_id = $1 and number is not null order by number, id desc
            """, uploadId);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var parts = new List<SyncPart>();
        while (await reader.ReadAsync(cancel))
        {
            parts.Add(new(reader.GetInt64(0), new VersionBytes(
                BlobId.Parse(reader.GetString(1)), reader.GetInt64(2), new Sealed<ContentKey>(new SubjectId(reader.GetGuid(3)), reader.GetFieldValue<byte[]>(4)))));
        }

        return parts;
    }

    /// <summary>Drops a part.</summary>
    public async Task<bool> DropPart(Guid uploadId, long number, CancellationToken cancel)
    {
        await using var command = source.Command("update node.sync_part set number = null where upload_id = $1 and number = $2", uploadId, number);
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    /// <summary>Ends an upload; its name is free again.</summary>
    public async Task End(Guid uploadId, CancellationToken cancel)
    {
        await using var command = source.Command("update node.sync_upload set name = null where id = $1", uploadId);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Ends those that nobody touched since a time.</summary>
    public async Task EndAbandoned(DateTimeOffset since, CancellationToken cancel)
    {
        await using var command = source.Command("update node.sync_upload set name = null where touched_at < $1 and name is not null", since);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Parts of ended uploads, and dropped ones: their bytes may go.</summary>
    public async Task<IReadOnlyList<(Guid PartId, BlobId Blob)>> Superfluous(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select part.id, blob from node.sync_part as part join node.sync_upload on sync_upload.id = upload_id where name is null or number is null
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid, BlobId)>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add((reader.GetGuid(0), BlobId.Parse(reader.GetString(1))));
        }

        return found;
    }

    /// <summary>Forgets a part whose bytes are gone.</summary>
    public async Task Forget(Guid partId, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.sync_part where id = $1", partId);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Forgets ended uploads that have no parts any more.</summary>
    public async Task ForgetEmpty(CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "delete from node.sync_upload where name is null and not exists (select from node.sync_part where upload_id = sync_upload.id)");
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>A part of an upload.</summary>
/// <param name="Number">Its place among them.</param>
/// <param name="Bytes">Where its bytes are and what opens them.</param>
internal sealed record SyncPart(long Number, VersionBytes Bytes);
