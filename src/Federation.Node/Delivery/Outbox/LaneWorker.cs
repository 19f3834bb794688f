using System.Collections.Concurrent;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Serves hosts on every replica. Each is its own task, so that a peer that is slow or dead delays nobody else; the database says who
/// serves which.
/// </summary>
internal sealed partial class LaneWorker(
    LaneTable lanes, HostTurn turn, LaneLedger ledger, SchemeTable schemes, NpgsqlDataSource source, IFollowers followers, ILogger<LaneWorker> log) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, ClaimedHost> running = new();
    private readonly Bell bell = new();
    private int slow;

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var others = new[] { Repeat(Listen, stoppingToken), Repeat(ledger.Run, stoppingToken), Repeat(StayAlive, stoppingToken) };
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
                await bell.Wait(DeliveryLimits.ClaimPause, stop);
                continue;
            }

            var claimed = await lanes.Claim(room, stop);
            await schemes.Load(claimed.SelectMany(host => host.Lanes).Where(lane => lane.BatchInbox is null).Select(lane => SchemeTable.Origin(lane.Inbox)), stop);
            foreach (var host in claimed)
            {
                running[host.Claim] = host;
                _ = Run(host, stop);
            }

            if (claimed.Count < room)
            {
                await bell.Wait(DeliveryLimits.PollInterval, stop);
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
                bell.Ring();
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

            bell.Ring();
        }
    }

    private async Task Listen(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, _) => bell.Ring();
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

    private Task Repeat(Func<CancellationToken, Task> work, CancellationToken stop) => Steady.Run(work, trouble => Interrupted(log, trouble), stop);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Deliveries were interrupted and go on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The turn of {Host} stopped unexpectedly and is tried again after its lease.")]
    private static partial void HostFailed(ILogger log, string host, Exception cause);
}
