using System.Collections.Concurrent;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Applies what the inbox stored, on every replica. An advisory lock says which replica applies a peer's activities; it ends with the
/// connection, so a replica that dies holds nobody up.
/// </summary>
internal sealed partial class InboxWorker(
    InboxQueue queue, InboxTurn turn, InboxIntake intake, NpgsqlDataSource source, ILogger<InboxWorker> log) : BackgroundService
{
    // First half of the advisory locks of peers; any constant does as long as nothing else uses it.
    private const int LockClass = 0x496E_6278;

    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> ended = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private int slow;

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        intake.Stored += Wake;
        try
        {
            await Repeat(Serve, stoppingToken);
        }
        finally
        {
            intake.Stored -= Wake;
        }
    }

    private async Task Serve(CancellationToken stop)
    {
        await using var locks = await source.OpenConnectionAsync(stop);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(stop); // without the connection no lock is held
        try
        {
            while (true)
            {
                while (ended.TryDequeue(out var peer))
                {
                    await Locked("select pg_advisory_unlock($1, hashtext($2))", locks, peer, stop);
                    running.TryRemove(peer, out _);
                }

                var free = Math.Min(
                    InboxLimits.PeersAtOnce - (running.Count - Volatile.Read(ref slow)), InboxLimits.PeersAtOnce + InboxLimits.SlowPeersAtOnce - running.Count);
                if (free > 0)
                {
                    foreach (var peer in await queue.PeersDue([.. running.Keys], free, stop))
                    {
                        if (await Locked("select pg_try_advisory_lock($1, hashtext($2))", locks, peer, stop))
                        {
                            running[peer] = Run(peer, held.Token);
                        }
                    }
                }

                await wake.WaitAsync(DeliveryLimits.PollInterval, stop);
                await Task.Delay(InboxLimits.LookInterval, stop);
            }
        }
        finally
        {
            await held.CancelAsync();
            await Task.WhenAll(running.Values);
            running.Clear();
            ended.Clear();
        }
    }

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
                Wake(); // its place is free for others
            }

            await served;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping, or the locks are lost: what was not saved is applied later.
        }
        catch (Exception e)
        {
            Interrupted(log, e.Message);
            await Task.Delay(PauseAfterTrouble, CancellationToken.None); // the database is away: not in a tight loop
        }
        finally
        {
            if (isSlow)
            {
                Interlocked.Decrement(ref slow);
            }

            ended.Enqueue(peer);
            Wake();
        }
    }

    private static async Task<bool> Locked(string sql, NpgsqlConnection connection, string peer, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = LockClass });
        command.Parameters.Add(new NpgsqlParameter { Value = peer });
        return (bool)(await command.ExecuteScalarAsync(cancel))!; // a boolean function
    }

    // The database may restart under us; the work goes on when it is back.
    private async Task Repeat(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e.Message);
                await Task.Delay(PauseAfterTrouble, CancellationToken.None);
            }
        }
    }

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody woke it already.
        }
        catch (ObjectDisposedException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Applying what peers say was interrupted and goes on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
