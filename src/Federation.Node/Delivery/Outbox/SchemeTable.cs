using System.Collections.Concurrent;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Which signature worked with which origin, and when last. Asked before every post, so what is known is held, and so is that nothing is: what
/// another replica learns meanwhile is learned here by knocking twice.
/// </summary>
internal sealed class SchemeTable(NpgsqlDataSource source, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, (RequestScheme Scheme, DateTimeOffset At)?> known = new();
    private readonly SemaphoreSlim writes = new(DeliveryLimits.SchemeWrites);

    /// <summary>What is remembered together: scheme, host and port.</summary>
    public static string Origin(Uri inbox) => inbox.GetLeftPart(UriPartial.Authority);

    /// <summary>Learns of all these origins at once what is not held yet.</summary>
    public async Task Load(IEnumerable<string> origins, CancellationToken cancel)
    {
        var unknown = origins.Where(origin => !known.ContainsKey(origin)).Distinct().ToArray();
        if (unknown.Length == 0)
        {
            return;
        }

        var rows = await source.List(
            "select origin, scheme, learned_at from node.knock_scheme where origin = any($1)",
            row => (Origin: row.GetString(0), Scheme: Enum.Parse<RequestScheme>(row.GetString(1)), At: row.GetFieldValue<DateTimeOffset>(2)),
            cancel, (object)unknown);
        foreach (var (origin, scheme, at) in rows)
        {
            known.TryAdd(origin, (scheme, at));
        }

        foreach (var origin in unknown)
        {
            known.TryAdd(origin, null);
        }
    }

    public async ValueTask<(RequestScheme Scheme, DateTimeOffset At)?> Find(string origin, CancellationToken cancel)
    {
        if (!known.TryGetValue(origin, out var held))
        {
            await Load([origin], cancel);
            known.TryGetValue(origin, out held);
        }

        return held;
    }

    public async Task Remember(string origin, RequestScheme scheme, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await writes.WaitAsync(cancel);
        try
        {
            await using var command = source.Command("""
                insert into node.knock_scheme (origin, scheme, learned_at) values ($1, $2, $3)
                on conflict (origin) do update set scheme = excluded.scheme, learned_at = excluded.learned_at
                """, origin, scheme.ToString(), now);
            await command.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            writes.Release();
        }

        known[origin] = (scheme, now);
    }

    public void Dispose() => writes.Dispose();
}
