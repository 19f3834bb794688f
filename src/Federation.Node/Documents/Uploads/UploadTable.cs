using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.Uploads;

/// <summary>
/// Uploads and their parts, one row each, shared by all replicas. They are no events: an upload is nobody's document yet, and ends as one or
/// as nothing. What is removed is doomed in the same statement, so that a crash leaves no bytes behind.
/// </summary>
internal sealed class UploadTable(NpgsqlDataSource source, TimeProvider time)
{
    private const string Columns = "id, member_id, length, received, is_part, joined_at is not null, expires_at, key_id, plan";

    // Dooms the bytes of the parts that a statement took away as "gone"; $2 is now.
    private const string Doom = "insert into node.doomed_blob (blob, space_id, doomed_at) select blob, key_id, $2 from gone on conflict do nothing";

    public static SchemaScript Script { get; } = new("Documents, uploads", """
        create table if not exists node.upload (
            id uuid primary key,
            member_id uuid not null,
            length bigint,
            received bigint not null default 0,
            is_part boolean not null,
            joined_at timestamptz,
            expires_at timestamptz not null,
            key_id uuid not null,
            plan bytea not null);
        create index if not exists upload_by_member on node.upload (member_id);
        create index if not exists upload_by_end on node.upload (expires_at);
        create table if not exists node.upload_part (
            upload_id uuid not null references node.upload (id),
            position bigint not null,
            length bigint not null,
            blob text not null,
            key_id uuid not null,
            key bytea not null,
            primary key (upload_id, position));
        """);

    /// <summary>Begins an upload unless its member has too many under way.</summary>
    /// <param name="mostBytes">Of all of them together, announced or come.</param>
    public async Task<bool> Begin(Upload upload, int most, long mostBytes, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.Run("select pg_advisory_xact_lock(hashtextextended('uploads ' || $1, 0))", cancel, upload.MemberId); // one after another: they are counted
        var begun = await connection.Run("""
            insert into node.upload (id, member_id, length, is_part, expires_at, key_id, plan)
            select $1, $2, $3, $4, $5, $6, $7 from node.upload where member_id = $2 and joined_at is null and expires_at > $8
            having count(*) < $9 and coalesce(sum(greatest(length, received)), 0) + coalesce($3, 0) <= $10
            """, cancel, upload.Id, upload.MemberId, Nullable(upload.Length), upload.IsPart, upload.ExpiresAt, upload.Plan.Subject.Value, upload.Plan.Box,
            time.GetUtcNow(), (long)most, mostBytes);
        await transaction.CommitAsync(cancel);
        return begun == 1;
    }

    /// <summary>An upload of a member; null when they have none of this id.</summary>
    public async Task<Upload?> Find(Guid memberId, Guid id, CancellationToken cancel)
    {
        await using var command = source.Command($"select {Columns} from node.upload where id = $1 and member_id = $2", id, memberId);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new Upload(reader.GetGuid(0), reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetInt64(2), reader.GetInt64(3), reader.GetBoolean(4),
                reader.GetBoolean(5), reader.GetFieldValue<DateTimeOffset>(6), new Sealed<UploadPlan>(new SubjectId(reader.GetGuid(7)), reader.GetFieldValue<byte[]>(8)))
            : null;
    }

    /// <summary>Bytes that came of some of a member's uploads, together.</summary>
    public async Task<long> Received(Guid memberId, IReadOnlyCollection<Guid> ids, CancellationToken cancel) => (await source.List(
        "select coalesce(sum(received), 0)::bigint from node.upload where member_id = $1 and id = any($2)", row => row.GetInt64(0), cancel, memberId, ids.ToArray()))[0];

    /// <summary>Says how long an upload will be, once.</summary>
    public async Task<bool> SetLength(Guid id, long length, CancellationToken cancel)
    {
        await using var command = source.Command("update node.upload set length = $2 where id = $1 and (length is null or length = $2) and received <= $2", id, length);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>Adds a part where the upload ended; durable when it returns.</summary>
    /// <returns>False when something else was added there meanwhile, or the upload is gone.</returns>
    public async Task<bool> Add(Guid id, UploadPart part, DateTimeOffset expiresAt)
    {
        await using var command = source.Command("""
            with grown as (
                update node.upload set received = received + $3, expires_at = $7
                where id = $1 and received = $2 and received + $3 <= coalesce(length, received + $3) and joined_at is null returning id)
            insert into node.upload_part (upload_id, position, length, blob, key_id, key) select id, $2, $3, $4, $5, $6 from grown
            """, id, part.Position, part.Length, part.Blob.ToString(), part.KeyOf.Value, part.Key, expiresAt);
        return await command.ExecuteNonQueryAsync(CancellationToken.None) == 1;
    }

    /// <summary>The parts of an upload in order.</summary>
    public async Task<IReadOnlyList<UploadPart>> Parts(Guid id, CancellationToken cancel)
    {
        await using var command = source.Command("select position, length, blob, key, key_id from node.upload_part where upload_id = $1 order by position", id);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var parts = new List<UploadPart>();
        while (await reader.ReadAsync(cancel))
        {
            parts.Add(new UploadPart(reader.GetInt64(0), reader.GetInt64(1), BlobId.Parse(reader.GetString(2)), reader.GetFieldValue<byte[]>(3), new SubjectId(reader.GetGuid(4))));
        }

        return parts;
    }

    /// <summary>Gives an upload the parts of others, in this order, and forgets the others. Each must be a complete part of the member's.</summary>
    /// <returns>False, and nothing changed, when one of them is not.</returns>
    public async Task<bool> Take(Upload upload, IReadOnlyList<Guid> others, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await connection.Run("""
                with other as (
                    select part.id, (sum(part.received) over (order by asked.ordinality) - part.received)::bigint as start
                    from unnest($2) with ordinality as asked (id) join node.upload as part on part.id = asked.id
                    where part.member_id = $3 and part.is_part and part.received = part.length),
                moved as (
                    update node.upload_part as piece set upload_id = $1, position = piece.position + other.start from other where piece.upload_id = other.id returning piece.length),
                grown as (update node.upload set received = coalesce((select sum(length) from moved), 0), length = coalesce((select sum(length) from moved), 0) where id = $1)
                select 1 / (select (count(*) = cardinality($2))::int from other)
                """, cancel, upload.Id, others.ToArray(), upload.MemberId);
        }
        catch (PostgresException e) when (LostRace.Is(e))
        {
            return false; // the division by zero: not all were there
        }

        await connection.Run("delete from node.upload where id = any($1)", cancel, others.ToArray());
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Lets nobody else make a document of an upload until it is disposed; null when somebody is at it.</summary>
    public async Task<IAsyncDisposable?> Turn(Guid id, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        await using var command = connection.Command("select pg_try_advisory_lock(hashtextextended('upload ' || $1, 0))", id);
        if ((bool)(await command.ExecuteScalarAsync(CancellationToken.None))!) // a function always answers, at once; who stopped waiting could not let go
        {
            return new Held(connection, id);
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Its document is there: dooms the parts; the row stays until it ends, for a sender that missed the answer.</summary>
    public async Task Joined(Guid id)
    {
        await using var command = source.Command($"""
            with done as (update node.upload set joined_at = $2 where id = $1),
            gone as (delete from node.upload_part where upload_id = $1 returning blob, key_id) {Doom}
            """, id, time.GetUtcNow());
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Forgets an upload and dooms its parts.</summary>
    public Task Remove(Guid id, CancellationToken cancel) => Remove("id = $1", id, cancel);

    /// <summary>Forgets those that ended before a moment.</summary>
    public Task RemoveOld(DateTimeOffset before, CancellationToken cancel) => Remove("expires_at < $1", before, cancel);

    private async Task Remove(string which, object value, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Locked first, so that no part comes to what goes.
        await connection.Run($"select from node.upload where {which} for update", cancel, value);
        await connection.Run($"""
            with gone as (delete from node.upload_part where upload_id in (select id from node.upload where {which}) returning blob, key_id) {Doom}
            """, cancel, value, time.GetUtcNow());
        await connection.Run($"delete from node.upload where {which}", cancel, value);
        await transaction.CommitAsync(cancel);
    }

    private static NpgsqlParameter Nullable(long? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint };

    private sealed class Held(NpgsqlConnection connection, Guid id) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await connection.Run("select pg_advisory_unlock(hashtextextended('upload ' || $1, 0))", CancellationToken.None, id);
            }
        }
    }
}
