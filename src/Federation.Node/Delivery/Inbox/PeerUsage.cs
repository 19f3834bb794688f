using System.Collections.Concurrent;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// How much each peer sends, counted over all replicas in PostgreSQL. Each replica adds what it saw once a second and learns the sum; in
/// between it goes by its own count, so the sum may be exceeded by what arrives in that second, no more.
/// </summary>
internal sealed partial class PeerUsage(NpgsqlDataSource source, PeerLimits limits, TimeProvider time, ILogger<PeerUsage> log) : BackgroundService
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Tally> tallies = new(StringComparer.Ordinal);

    /// <summary>Why the peer has to wait; null when it need not.</summary>
    public InboxRefusals? Refuse(string peer, long bytes)
    {
        if (!tallies.TryGetValue(peer, out var tally))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var (requests, day) = tally.Sum(now);
        return requests >= limits.RequestsPerMinute
                ? new InboxRefusals.OverLimit($"A peer may send {limits.RequestsPerMinute} requests a minute.") { RetryAfter = 60 - now.Second }
            : day + bytes > limits.BytesPerDay
                ? new InboxRefusals.OverLimit($"A peer may send {limits.BytesPerDay} bytes a day.") { RetryAfter = 86_400 - (int)now.TimeOfDay.TotalSeconds }
            : null;
    }

    /// <summary>Counts a request whose signature holds.</summary>
    public void Count(string peer, long bytes) => tallies.GetOrAdd(peer, _ => new Tally()).Add(bytes);

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
            var (requests, bytes) = tally.Take();
            if (requests == 0)
            {
                continue;
            }

            try
            {
                var rows = await source.List("""
                    insert into node.peer_usage as u (peer, minute, requests, day, bytes) values ($1, date_trunc('minute', $2), $3, $2::date, $4)
                    on conflict (peer) do update set
                        requests = case when u.minute = excluded.minute then u.requests else 0 end + excluded.requests, minute = excluded.minute,
                        bytes = case when u.day = excluded.day then u.bytes else 0 end + excluded.bytes, day = excluded.day
                    returning requests, bytes
                    """, row => (row.GetInt64(0), row.GetInt64(1)), cancel, peer, now.UtcDateTime, requests, bytes);
                tally.Learn(now, rows[0].Item1, rows[0].Item2);
            }
            catch
            {
                tally.GiveBack(requests, bytes);
                throw;
            }
        }
    }

    [LoggerMessage(EventId = 3016, Level = LogLevel.Warning, Message = "What peers send is counted late until the database answers again: {Reason}")]
    private static partial void NotCounted(ILogger log, string reason);

    private sealed class Tally
    {
        private readonly Lock gate = new();
        private long requests, bytes; // not told to the others yet
        private long allRequests, allBytes;
        private DateTimeOffset learned;

        public void Add(long size)
        {
            lock (gate)
            {
                requests++;
                bytes += size;
            }
        }

        public (long Requests, long Bytes) Take()
        {
            lock (gate)
            {
                var taken = (requests, bytes);
                (allRequests, allBytes) = (allRequests + requests, allBytes + bytes); // until the sum of all is learned
                (requests, bytes) = (0, 0);
                return taken;
            }
        }

        public void GiveBack(long takenRequests, long takenBytes)
        {
            lock (gate)
            {
                (requests, bytes) = (requests + takenRequests, bytes + takenBytes);
                (allRequests, allBytes) = (allRequests - takenRequests, allBytes - takenBytes);
            }
        }

        public void Learn(DateTimeOffset at, long sumOfRequests, long sumOfBytes)
        {
            lock (gate)
            {
                (learned, allRequests, allBytes) = (at, sumOfRequests, sumOfBytes);
            }
        }

        public (long Requests, long Bytes) Sum(DateTimeOffset now)
        {
            lock (gate)
            {
                return (requests + (IsSame(now, TimeSpan.TicksPerMinute) ? allRequests : 0), bytes + (IsSame(now, TimeSpan.TicksPerDay) ? allBytes : 0));
            }
        }

        private bool IsSame(DateTimeOffset now, long ticks) => now.UtcTicks / ticks == learned.UtcTicks / ticks;
    }
}
