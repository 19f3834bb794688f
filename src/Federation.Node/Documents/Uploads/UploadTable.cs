using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Uploads;

/// <summary>
/// Uploads, one row each, shared by all replicas; their parts are in the <see cref="UploadPartTable"/>. They are no events: an upload is nobody's
/// document yet, and ends as one or as nothing. What is removed is doomed in the same transaction, so that a crash leaves no bytes behind.
/// </summary>
internal sealed class UploadTable(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Dooms the bytes of the parts that a statement took away as "gone"; $2 is now.</summary>
    internal const string Doom = "insert into node.doomed_blob (blob, space_id, doomed_at) select blob, key_id, $2 from gone on conflict do nothing";

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
        alter table node.upload add column if not exists name text collate "C";
        create unique index if not exists upload_by_name on node.upload (member_id, name);
        do $$ begin
            if to_regclass('node.sync_part') is not null then -- what sync programs had under way before these were one table: they begin it again
                insert into node.doomed_blob (blob, space_id, doomed_at) select blob, key_id, now() from node.sync_part on conflict do nothing;
                drop table node.sync_part, node.sync_upload;
            end if;
        end $$;
        """);

    /// <summary>Begins an upload unless its member has one of its name, or too many under way.</summary>
    /// <param name="mostBytes">Of all of them together, announced or come.</param>
    public async Task<bool> Begin(Upload upload, int most, long mostBytes, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.Run($"select {UploadRoom.TurnOf("$1")}", cancel, upload.MemberId); // one after another: they are counted
        var begun = await connection.Run("""
            insert into node.upload (id, member_id, length, is_part, expires_at, key_id, plan, name)
            select $1, $2, $3, $4, $5, $6, $7, $11 from node.upload where member_id = $2 and joined_at is null and expires_at > $8
            having count(*) < $9 and coalesce(sum(greatest(length, received)), 0) + coalesce($3, 0) <= $10
            on conflict (member_id, name) do nothing
            """, cancel, upload.Id, upload.MemberId, Nullable(upload.Length), upload.IsPart, upload.ExpiresAt, upload.Plan.Subject.Value, upload.Plan.Box,
            time.GetUtcNow(), (long)most, mostBytes, new NpgsqlParameter<string?> { TypedValue = upload.Name });
        await transaction.CommitAsync(cancel);
        return begun == 1;
    }

    /// <summary>An upload of a member; null when they have none of this id.</summary>
    public Task<Upload?> Find(Guid memberId, Guid id, CancellationToken cancel) => Find("id", memberId, id, cancel);

    /// <summary>An upload of a member by the name its sender gave it; null when they have none of this name.</summary>
    public Task<Upload?> Find(Guid memberId, string name, CancellationToken cancel) => Find("name", memberId, name, cancel);

    /// <summary>Bytes that came of some of a member's uploads, together.</summary>
    public async Task<long> Received(Guid memberId, IReadOnlyCollection<Guid> ids, CancellationToken cancel) => (await source.List(
        "select coalesce(sum(received), 0)::bigint from node.upload where member_id = $1 and id = any($2)", row => row.GetInt64(0), cancel, memberId, ids.ToArray()))[0];

    /// <summary>Says how long an upload will be, once.</summary>
    /// <param name="mostBytes">See <see cref="Begin"/>.</param>
    public async Task<bool> SetLength(Guid id, long length, long mostBytes, CancellationToken cancel) => await UploadRoom.InTurn(source, id, $"""
        update node.upload set length = $2 where id = $1 and (length = $2 or length is null and {UploadRoom.Fits("$2", "$3", "$4")}) and received <= $2
        """, cancel, id, length, time.GetUtcNow(), mostBytes) == 1;

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
    public Task Remove(Guid id, CancellationToken cancel) => Remove("id = $1", cancel, id);

    /// <summary>Forgets those that ended before a moment, and those with a name that ended by now: their names are free again.</summary>
    public Task RemoveOld(DateTimeOffset before, CancellationToken cancel) =>
        Remove("expires_at < case when name is null then $1 else $2 end", cancel, before, time.GetUtcNow());

    /// <summary>Ends all of a member who is erased with the session's commit; <see cref="RemoveOld"/> removes them.</summary>
    public static void EndAll(IDocumentOperations operations, Guid memberId) =>
        operations.QueueSqlCommand("update node.upload set expires_at = '-infinity', name = null where member_id = ?", memberId);

    private async Task Remove(string which, CancellationToken cancel, params object[] values)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Locked first, so that no part comes to what goes.
        var ids = (await connection.List($"select id from node.upload where {which} for update", row => row.GetGuid(0), cancel, values)).ToArray();
        await connection.Run($"with gone as (delete from node.upload_part where upload_id = any($1) returning blob, key_id) {Doom}", cancel, ids, time.GetUtcNow());
        await connection.Run("delete from node.upload where id = any($1)", cancel, ids);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Upload?> Find(string column, Guid memberId, object value, CancellationToken cancel) => (await source.List(
        $"select id, member_id, name, length, received, is_part, joined_at is not null, expires_at, key_id, plan from node.upload where member_id = $1 and {column} = $2",
        row => new Upload(
            row.GetGuid(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.GetInt64(4), row.GetBoolean(5),
            row.GetBoolean(6), row.GetFieldValue<DateTimeOffset>(7), new Sealed<UploadPlan>(new SubjectId(row.GetGuid(8)), row.GetFieldValue<byte[]>(9))),
        cancel, memberId, value)).SingleOrDefault();

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
