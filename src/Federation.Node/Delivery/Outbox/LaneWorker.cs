using System.Collections.Concurrent;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Serves hosts on every replica. Each is its own task, so that a peer that is slow or dead delays nobody else; the database says who
/// serves which.
/// </summary>
internal sealed partial class LaneWorker(
    LaneTable lanes, HostTurn turn, LaneLedger ledger, NpgsqlDataSource source, IFollowers followers, ReceivedTable received, TimeProvider time,
    ILogger<LaneWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<Guid, ClaimedHost> running = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private int slow;

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var others = new[] { Repeat(Listen, stoppingToken), Repeat(ledger.Run, stoppingToken), Repeat(StayAlive, stoppingToken), Repeat(Sweep, stoppingToken) };
        await Repeat(OpenMissing, stoppingToken);
        await Repeat(Serve, stoppingToken);
        await Task.WhenAll(others);
        await ledger.WriteWaiting();
        await GiveBack();
    }

    private async Task Serve(CancellationToken stop)
    {
        while (true)
        {
            var room = Math.Min(
                DeliveryLimits.HostsAtOnce - (running.Count - Volatile.Read(ref slow)),
                DeliveryLimits.HostsAtOnce + DeliveryLimits.SlowHostsAtOnce - running.Count);
            if (room < DeliveryLimits.ClaimAtLeast && !running.IsEmpty)
            {
                await wake.WaitAsync(DeliveryLimits.ClaimPause, stop);
                continue;
            }

            var claimed = await lanes.Claim(room, stop);
            foreach (var host in claimed)
            {
                running[host.Claim] = host;
                _ = Run(host, stop);
            }

            if (claimed.Count < room)
            {
                await wake.WaitAsync(DeliveryLimits.PollInterval, stop);
            }
        }
    }

    private async Task Run(ClaimedHost host, CancellationToken stop)
    {
        var isSlow = host.State.State != HostState.Ready; // a host that fails takes no place of those that answer
        if (isSlow)
        {
            Interlocked.Increment(ref slow);
        }

        await Task.Yield();
        try
        {
            var served = turn.Serve(host, stop);
            if (!isSlow && await Task.WhenAny(served, Task.Delay(DeliveryLimits.Prompt, CancellationToken.None)) != served)
            {
                isSlow = true;
                Interlocked.Increment(ref slow);
                Wake();
            }

            await served;
            running.TryRemove(host.Claim, out _);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping: it is given back, and another replica goes on where the cursor stands.
        }
        catch (Exception e)
        {
            running.TryRemove(host.Claim, out _);
            HostFailed(log, host.Host, e); // the lease ends by itself, then it is tried again
        }
        finally
        {
            if (isSlow)
            {
                Interlocked.Decrement(ref slow);
            }

            Wake();
        }
    }

    private async Task Listen(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, _) => Wake();
        await using (var command = new NpgsqlCommand($"listen {OutboxSchema.Channel}", connection))
        {
            await command.ExecuteNonQueryAsync(stop);
        }

        while (true)
        {
            await connection.WaitAsync(stop);
        }
    }

    private async Task StayAlive(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(DeliveryLimits.LeaseRenewal, stop);
            if (!running.IsEmpty)
            {
                await lanes.Renew([.. running.Values], stop);
            }
        }
    }

    private async Task Sweep(CancellationToken stop)
    {
        while (true)
        {
            await received.ForgetBefore(time.GetUtcNow() - DeliveryLimits.RememberReceived, stop);
            await Task.Delay(SweepInterval, time, stop);
        }
    }

    // Once: followers of before lanes were one per stream.
    private async Task OpenMissing(CancellationToken stop)
    {
        foreach (var catalogue in await lanes.Catalogues(stop))
        {
            await lanes.OpenMissing(catalogue, await followers.HostsOf(catalogue, stop), stop);
        }
    }

    private async Task GiveBack()
    {
        try
        {
            await lanes.Release([.. running.Keys], CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException)
        {
            Interrupted(log, e.Message); // the leases end by themselves
        }
    }

    // The database may restart under us; the work goes on when it is back.
    private async Task Repeat(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e.Message);
                await Task.Delay(Pause, CancellationToken.None);
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

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Deliveries were interrupted and go on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The turn of {Host} stopped unexpectedly and is tried again after its lease.")]
    private static partial void HostFailed(ILogger log, string host, Exception cause);
}
