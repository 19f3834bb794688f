using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Npgsql;

namespace Federation.Node.Peers.Keys;

/// <summary>The keys that peers' actors state, as last read.</summary>
internal sealed class PeerKeyTable(NpgsqlDataSource source, TimeProvider time)
{
    public static readonly SchemaScript Script = new("Peers", """
        create table if not exists node.peer_key_look (key_id text primary key, at timestamptz not null);
        create table if not exists node.peer_key (
            key_id text not null,
            purpose text not null check (purpose in ('Request', 'Proof')),
            owner text not null,
            host text not null,
            public_key text not null,
            expires_at timestamptz,
            revoked_at timestamptz,
            read_at timestamptz not null,
            primary key (key_id, purpose));
        create index if not exists peer_key_owner on node.peer_key (owner);
        create index if not exists peer_key_host on node.peer_key (host);
        """);

    /// <summary>A key, and when it was read; null when it is not known.</summary>
    public async Task<(StatedKey Key, DateTimeOffset ReadAt)?> Find(string keyId, KeyPurpose purpose, CancellationToken cancel)
    {
        await using var command = source.Command(
            "select public_key, expires_at, revoked_at, read_at from node.peer_key where key_id = $1 and purpose = $2", keyId, $"{purpose}");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? (new StatedKey(keyId, purpose, reader.GetString(0), When(1), When(2)), reader.GetFieldValue<DateTimeOffset>(3))
            : null;

        DateTimeOffset? When(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>True when an actor of the host was read before.</summary>
    public async Task<bool> Knows(string host, CancellationToken cancel)
    {
        await using var command = source.Command("select exists (select from node.peer_key where host = $1)", host);
        return (bool)(await command.ExecuteScalarAsync(cancel))!; // exists is never null
    }

    /// <summary>Puts what an actor states now in the place of what it stated before.</summary>
    public async Task Keep(JsonObject actor, CancellationToken cancel)
    {
        var owner = ActivityShape.Id(actor)!; // it was fetched by it
        var stated = StatedKey.Of(actor);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add("select pg_advisory_xact_lock(hashtext($1))", owner); // two that read it at once
        Add("delete from node.peer_key where owner = $1", owner);
        foreach (var key in stated)
        {
            Add("""
                insert into node.peer_key (key_id, purpose, owner, host, public_key, expires_at, revoked_at, read_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (key_id, purpose) do nothing
                """, key.Id, $"{key.Purpose}", owner, new Uri(owner).Authority, key.Multibase, (object?)key.ExpiresAt ?? DBNull.Value,
                (object?)key.RevokedAt ?? DBNull.Value, time.GetUtcNow());
        }

        Add("notify " + IPeerPolicy.ChangesChannel);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);

        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>True once for each key in a while: then it may be looked up.</summary>
    public async Task<bool> MayLook(string keyId, TimeSpan again, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var command = source.Command("""
            with forgotten as (delete from node.peer_key_look where at < $2 and key_id <> $1)
            insert into node.peer_key_look as l (key_id, at) values ($1, $3)
            on conflict (key_id) do update set at = excluded.at where l.at < $2 returning 1
            """, keyId, now - again, now);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }
}
