using Federation.Node.Delivery.Inbox;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery;

/// <summary>What was received, by the key of its id: stored once, whatever arrives how often.</summary>
internal sealed class ReceivedTable(NpgsqlDataSource source)
{
    private const string Insert = """
        insert into node.received (key, hash, id, peer, actor, body, received_at, answered)
        select * from unnest($1::bytea[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[], $8::boolean[])
        on conflict (key) do nothing returning key
        """;

    /// <summary>Stores what is new in one commit; returns, for each activity in order, how it was met.</summary>
    public async Task<StoreOutcome[]> Store(IReadOnlyList<CheckedActivity> activities, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var insert = new NpgsqlCommand(Insert, connection);
        insert.Parameters.Add(Column(activities, each => each.Key));
        insert.Parameters.Add(Column(activities, each => each.Hash));
        insert.Parameters.Add(Column(activities, each => each.Id));
        insert.Parameters.Add(Column(activities, each => each.PeerHost));
        insert.Parameters.Add(Column(activities, each => each.Actor));
        insert.Parameters.Add(Column(activities, each => each.Body));
        insert.Parameters.Add(Column(activities, each => each.At));
        insert.Parameters.Add(Column(activities, each => each.IsAnswered));
        await insert.PrepareAsync(cancel); // kept by the pooled connection: planned once, not for each commit
        var stored = new HashSet<UInt128>();
        await using (var reader = await insert.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                stored.Add(Number(reader.GetFieldValue<byte[]>(0)));
            }
        }

        return await Compare(activities, stored, connection, cancel);
    }

    /// <summary>The newest refusals.</summary>
    public Task<IReadOnlyList<RefusedActivity>> Refused(CancellationToken cancel) => source.List(
        "select coalesce(id, ''), peer, coalesce(reason, ''), received_at from node.received where state = 'refused' order by received_at desc limit 50",
        row => new RefusedActivity(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), cancel);

    /// <summary>Forgets what is so old that its signature would be refused for its clock anyway. What still waits is never forgotten.</summary>
    public async Task ForgetBefore(DateTimeOffset limit, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.received where received_at < $1 and state <> 'waiting'", limit);
        await command.ExecuteNonQueryAsync(cancel);
    }

    // Of one id's several in this batch the first was stored; each of the others is compared with what is stored now.
    private static async Task<StoreOutcome[]> Compare(
        IReadOnlyList<CheckedActivity> activities, HashSet<UInt128> stored, NpgsqlConnection connection, CancellationToken cancel)
    {
        var outcomes = new StoreOutcome[activities.Count];
        var others = new List<int>();
        for (var i = 0; i < activities.Count; i++)
        {
            if (!stored.Remove(Number(activities[i].Key)))
            {
                others.Add(i);
            }
        }

        if (others.Count == 0)
        {
            return outcomes;
        }

        var hashes = new Dictionary<UInt128, byte[]>();
        await using var select = new NpgsqlCommand("select key, hash from node.received where key = any($1)", connection);
        select.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. others.Select(i => activities[i].Key)] });
        await using var reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            hashes[Number(reader.GetFieldValue<byte[]>(0))] = reader.GetFieldValue<byte[]>(1);
        }

        foreach (var i in others)
        {
            outcomes[i] = hashes.TryGetValue(Number(activities[i].Key), out var hash) && hash.AsSpan().SequenceEqual(activities[i].Hash)
                ? StoreOutcome.Known
                : StoreOutcome.Changed;
        }

        return outcomes;
    }

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<CheckedActivity> activities, Func<CheckedActivity, T> value)
    {
        var column = new T[activities.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(activities[i]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = column };
    }

    private static UInt128 Number(ReadOnlySpan<byte> key) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(key);
}
