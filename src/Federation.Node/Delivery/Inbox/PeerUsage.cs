using System.Collections.Concurrent;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// How much each peer sends and fetches, counted over all replicas in PostgreSQL. Each replica adds what it saw once a second and learns the sum; in
/// between it goes by its own count, so the sum may be exceeded by what arrives in that second, no more.
/// </summary>
internal sealed partial class PeerUsage(NpgsqlDataSource source, PeerLimits limits, TimeProvider time, ILogger<PeerUsage> log) : BackgroundService
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PeerTally> tallies = new(StringComparer.Ordinal);

    /// <summary>Why the peer has to wait before it delivers so many bytes; null when it need not.</summary>
    public InboxRefusals? RefuseDelivery(string peer, long bytes)
    {
        var (now, sum) = Sum(peer);
        return TooMany(sum, now)
            ?? (sum.Received + bytes > limits.BytesPerDay ? Tomorrow($"A peer may send {limits.BytesPerDay} bytes a day.", now) : null);
    }

    /// <summary>Why the peer has to wait before it fetches anything; null when it need not. What is begun is finished, however long it is.</summary>
    public InboxRefusals? RefuseReading(string peer)
    {
        var (now, sum) = Sum(peer);
        return TooMany(sum, now)
            ?? (sum.Sent >= limits.BytesSentPerDay ? Tomorrow($"A peer may be sent {limits.BytesSentPerDay} bytes a day.", now) : null);
    }

    /// <summary>Counts what passes with a peer whose signature holds.</summary>
    public void Count(string peer, PeerTraffic seen) => tallies.GetOrAdd(peer, _ => new PeerTally()).Add(seen);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FlushInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully && tick.Result, TaskScheduler.Default))
        {
            try
            {
                await Flush(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotCounted(log, e.Message); // kept in the tallies, and added with the next
            }
        }
    }

    private async Task Flush(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var (peer, tally) in tallies)
        {
            var taken = tally.Take();
            if (taken == default)
            {
                continue;
            }

            try
            {
                var rows = await source.List("""
                    insert into node.peer_usage as u (peer, minute, requests, day, bytes, sent) values ($1, date_trunc('minute', $2), $3, $2::date, $4, $5)
                    on conflict (peer) do update set
                        requests = case when u.minute = excluded.minute then u.requests else 0 end + excluded.requests, minute = excluded.minute,
                        bytes = case when u.day = excluded.day then u.bytes else 0 end + excluded.bytes,
                        sent = case when u.day = excluded.day then u.sent else 0 end + excluded.sent, day = excluded.day
                    returning requests, bytes, sent
                    """, row => new PeerTraffic(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancel,
                    peer, now.UtcDateTime, taken.Requests, taken.Received, taken.Sent);
                tally.Learn(now, rows[0]);
            }
            catch
            {
                tally.GiveBack(taken);
                throw;
            }
        }
    }

    private (DateTimeOffset Now, PeerTraffic Sum) Sum(string peer)
    {
        var now = time.GetUtcNow();
        return (now, tallies.TryGetValue(peer, out var tally) ? tally.Sum(now) : default);
    }

    private InboxRefusals.OverLimit? TooMany(PeerTraffic sum, DateTimeOffset now) => sum.Requests < limits.RequestsPerMinute
        ? null
        : new InboxRefusals.OverLimit($"A peer may send {limits.RequestsPerMinute} requests a minute.") { RetryAfter = 60 - now.Second };

    private static InboxRefusals.OverLimit Tomorrow(string why, DateTimeOffset now) => new(why) { RetryAfter = 86_400 - (int)now.TimeOfDay.TotalSeconds };

    [LoggerMessage(EventId = 3016, Level = LogLevel.Warning, Message = "What peers send and fetch is counted late until the database answers again: {Reason}")]
    private static partial void NotCounted(ILogger log, string reason);
}
