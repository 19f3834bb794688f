using System.Collections.Concurrent;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Applies what the inbox stored, on every replica. An advisory lock says which replica applies a peer's activities; it ends with the
/// connection, so a replica that dies holds nobody up.
/// </summary>
internal sealed partial class InboxWorker(
    InboxQueue queue, InboxTurn turn, InboxIntake intake, ReceivedTable received, NpgsqlDataSource source, TimeProvider time, ILogger<InboxWorker> log)
    : BackgroundService
{
    // First half of the advisory locks of peers; any constant does as long as nothing else uses it.
    private const int LockClass = 0x496E_6278;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> ended = new();
    private readonly DuePeers due = new();
    private readonly Bell bell = new();
    private int slow;

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        intake.Stored += Notice;
        try
        {
            await Task.WhenAll(Steady.Run(Serve, Tell, stoppingToken), Steady.Run(Forget, Tell, stoppingToken));
        }
        finally
        {
            intake.Stored -= Notice;
        }
    }

    private async Task Serve(CancellationToken stop)
    {
        await using var locks = await source.OpenConnectionAsync(stop);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stop); // without the connection no lock is held
        try
        {
            var looked = Uptime() - DeliveryLimits.PollInterval;
            while (true)
            {
                while (ended.TryDequeue(out var peer))
                {
                    await Locked("select pg_advisory_unlock($1, hashtext($2))", locks, peer, stop);
                    running.TryRemove(peer, out _);
                }

                if (Uptime() - looked >= DeliveryLimits.PollInterval)
                {
                    due.Add(await queue.PeersDue([.. running.Keys], InboxLimits.PeersAtOnce, stop));
                    looked = Uptime();
                }

                while (Free > 0 && due.TakeFirst([.. running.Keys]) is { } peer)
                {
                    if (await Locked("select pg_try_advisory_lock($1, hashtext($2))", locks, peer, stop)) // else another replica is at it
                    {
                        running[peer] = Run(peer, held.Token);
                    }
                }

                await bell.Wait(DeliveryLimits.PollInterval, stop);
                await Task.Delay(InboxLimits.LookInterval, stop);
            }
        }
        finally
        {
            await held.CancelAsync();
            await Task.WhenAll(running.Values);
            running.Clear();
            ended.Clear();
            await LetGo(locks);
        }
    }

    // The connection goes back to the pool with whatever it holds; one that is broken holds nothing.
    private static async Task LetGo(NpgsqlConnection locks)
    {
        try
        {
            await locks.Run("select pg_advisory_unlock_all()", CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
        }
    }

    private int Free => Math.Min(
        InboxLimits.PeersAtOnce - (running.Count - Volatile.Read(ref slow)), InboxLimits.PeersAtOnce + InboxLimits.SlowPeersAtOnce - running.Count);

    private static TimeSpan Uptime() => TimeSpan.FromMilliseconds(Environment.TickCount64);

    private async Task Run(string peer, CancellationToken cancel)
    {
        await Task.Yield();
        var isSlow = false;
        try
        {
            var served = turn.Serve(peer, cancel);
            if (await Task.WhenAny(served, Task.Delay(InboxLimits.Prompt, CancellationToken.None)) != served)
            {
                isSlow = true;
                Interlocked.Increment(ref slow);
                bell.Ring(); // its place is free for others
            }

            if (await served)
            {
                due.Add([peer]);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping, or the locks are lost: what was not saved is applied later.
        }
        catch (Exception e)
        {
            Tell(e.Message);
            await Task.Delay(Steady.Pause, CancellationToken.None);
        }
        finally
        {
            if (isSlow)
            {
                Interlocked.Decrement(ref slow);
            }

            ended.Enqueue(peer);
            bell.Ring();
        }
    }

    private static async Task<bool> Locked(string sql, NpgsqlConnection connection, string peer, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = LockClass });
        command.Parameters.Add(new NpgsqlParameter { Value = peer });
        return (bool)(await command.ExecuteScalarAsync(cancel))!; // a boolean function
    }

    private async Task Forget(CancellationToken stop)
    {
        while (true)
        {
            await received.ForgetBefore(time.GetUtcNow() - DeliveryLimits.RememberReceived, stop);
            await Task.Delay(SweepInterval, time, stop);
        }
    }

    private void Notice(IReadOnlyCollection<string> peers)
    {
        due.Add(peers);
        bell.Ring();
    }

    private void Tell(string trouble) => Interrupted(log, trouble);

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Applying what peers say was interrupted and goes on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
