using System.Collections.Concurrent;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Serves lanes on every replica. Each lane is its own task, so that a peer that is slow or dead delays nobody else; the database says
/// who serves which.
/// </summary>
internal sealed partial class LaneWorker(
    LaneTable lanes, LaneTurn turn, NpgsqlDataSource source, ReceivedTable received, TimeProvider time, ILogger<LaneWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<Guid, Task> running = new();
    private readonly SemaphoreSlim wake = new(0, 1);

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listener = Repeat(Listen, stoppingToken);
        var sweeper = Repeat(Sweep, stoppingToken);
        await Repeat(Serve, stoppingToken);
        await Task.WhenAll([listener, sweeper, .. running.Values]);
    }

    private async Task Serve(CancellationToken stop)
    {
        while (true)
        {
            if (DeliveryLimits.LanesAtOnce - running.Count is > 0 and var free)
            {
                foreach (var lane in await lanes.Claim(free, stop))
                {
                    running[lane.Claim] = Run(lane, stop);
                }
            }

            await wake.WaitAsync(DeliveryLimits.PollInterval, stop);
        }
    }

    private async Task Run(Lane lane, CancellationToken stop)
    {
        await Task.Yield(); // so that the task stands in the dictionary before it is taken out of it
        try
        {
            await turn.Serve(lane, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping: the lease ends by itself, and another replica goes on where the cursor stands.
        }
        catch (Exception e)
        {
            LaneFailed(log, lane.Host, e); // the lease ends by itself, then it is tried again
        }
        finally
        {
            running.TryRemove(lane.Claim, out _);
            Wake();
        }
    }

    private async Task Listen(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        connection.Notification += (_, _) => Wake();
        await using (var command = new NpgsqlCommand($"listen {DeliverySchema.Channel}", connection))
        {
            await command.ExecuteNonQueryAsync(stop);
        }

        while (true)
        {
            await connection.WaitAsync(stop);
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

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "The lane to {Host} stopped unexpectedly and is tried again after its lease.")]
    private static partial void LaneFailed(ILogger log, string host, Exception cause);
}
