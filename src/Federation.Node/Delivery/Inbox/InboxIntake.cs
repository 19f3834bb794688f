using System.Threading.Channels;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Where requests meet the disk: all that wait are written in one commit, and each is answered only after it. While one commit is on its way
/// the next gathers by itself, so that no request waits for a timer.
/// </summary>
internal sealed class InboxIntake(ReceivedTable received) : BackgroundService
{
    private readonly Channel<Waiting> channel = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(InboxLimits.WaitingForCommit) { SingleReader = true });

    private int inFlight;

    /// <summary>Called after a commit with the peers that something of was stored. Other replicas find it when they look by themselves.</summary>
    public event Action<IReadOnlyCollection<string>>? Stored;

    /// <summary>True while several requests wait for their commit.</summary>
    public bool IsBusy => Volatile.Read(ref inFlight) > InboxLimits.Busy;

    /// <summary>Stores the activities of one request, all in one commit so that none overtakes another; returns, for each, how it was met.</summary>
    public async Task<ArraySegment<StoreOutcome>> Store(IReadOnlyList<CheckedActivity> activities, CancellationToken cancel)
    {
        var waiting = new Waiting(activities);
        Interlocked.Increment(ref inFlight);
        try
        {
            await channel.Writer.WriteAsync(waiting, cancel);
            return await waiting.Outcomes.Task.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        while (await channel.Reader.WaitToReadAsync(stoppingToken))
        {
            for (var count = 0; count < InboxLimits.StoredAtOnce && channel.Reader.TryRead(out var waiting); count += waiting.Activities.Count)
            {
                batch.Add(waiting);
            }

            await Commit(batch, stoppingToken);
            batch.Clear();
        }
    }

    private async Task Commit(List<Waiting> batch, CancellationToken cancel)
    {
        try
        {
            var outcomes = await received.Store([.. batch.SelectMany(each => each.Activities)], cancel);
            var start = 0;
            foreach (var waiting in batch)
            {
                waiting.Outcomes.SetResult(new ArraySegment<StoreOutcome>(outcomes, start, waiting.Activities.Count));
                start += waiting.Activities.Count;
            }

            Stored?.Invoke(batch.SelectMany(each => each.Activities).Select(each => each.PeerHost).ToHashSet(StringComparer.Ordinal));
        }
        catch (Exception e)
        {
            foreach (var waiting in batch)
            {
                waiting.Outcomes.TrySetException(e); // each request answers for itself: 503, and its sender comes again
            }
        }
    }

    private sealed record Waiting(IReadOnlyList<CheckedActivity> Activities)
    {
        public TaskCompletionSource<ArraySegment<StoreOutcome>> Outcomes { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
