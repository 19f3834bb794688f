using System.Collections.Concurrent;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Which signature worked with which origin, and when last. Asked before every post, so what is known is held for a while.</summary>
internal sealed class SchemeTable(NpgsqlDataSource source, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (RequestScheme Scheme, DateTimeOffset At)> known = new();

    public async ValueTask<(RequestScheme Scheme, DateTimeOffset At)?> Find(string origin, CancellationToken cancel)
    {
        if (known.TryGetValue(origin, out var held))
        {
            return held;
        }

        var rows = await source.List(
            "select scheme, learned_at from node.knock_scheme where origin = $1",
            row => (Enum.Parse<RequestScheme>(row.GetString(0)), row.GetFieldValue<DateTimeOffset>(1)), cancel, origin);
        return rows.Count > 0 ? known.GetOrAdd(origin, rows[0]) : null;
    }

    public async Task Remember(string origin, RequestScheme scheme, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var command = source.Command("""
            insert into node.knock_scheme (origin, scheme, learned_at) values ($1, $2, $3)
            on conflict (origin) do update set scheme = excluded.scheme, learned_at = excluded.learned_at
            """, origin, scheme.ToString(), now);
        await command.ExecuteNonQueryAsync(cancel);
        known[origin] = (scheme, now);
    }
}
