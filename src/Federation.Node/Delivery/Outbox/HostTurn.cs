using System.Security.Cryptography;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// One turn of a claimed host: its inboxes one after the other, each in the order in which things were said, until there is no more, a
/// failure, or others should have their turn.
/// </summary>
internal sealed partial class HostTurn(
    InboxPost post, OutboxBodies bodies, LaneLedger ledger, SinglesOnly singles, NodeOptions options, TimeProvider time, ILogger<HostTurn> log)
{
    public async Task Serve(ClaimedHost claimed, CancellationToken cancel)
    {
        var began = Environment.TickCount64;
        var steps = claimed.Lanes.ToDictionary(lane => lane, lane => new LaneSteps(lane));
        DeliveryAnswer? last = null;
        var buried = new List<Undelivered>();
        foreach (var inbox in claimed.Lanes.GroupBy(lane => lane.Inbox))
        {
            last = await ServeInbox([.. inbox.Select(lane => steps[lane])], buried, began, cancel) ?? last;
            if (last is not null && LaneRules.StopsTheHost(last))
            {
                break;
            }
        }

        var chance = RandomNumberGenerator.GetInt32(1000) / 1000.0;
        var (next, givesUp) = last is null
            ? (claimed.State, false) // all was superseded: nothing was learned about the peer
            : HostRules.After(claimed.State, last, options.FirstRetryPause, time.GetUtcNow(), chance);
        if (givesUp)
        {
            buried.AddRange(steps.Values.Select(lane => lane.GiveUp(next.LastError!)).OfType<Undelivered>()); // it failed, so there is a reason
            GivenUp(log, claimed.Host, next.LastError!);
        }
        else if (next.State != claimed.State.State && next.State != HostState.Ready)
        {
            Failing(log, claimed.Host, next.State, next.LastError!);
        }

        await ledger.Save(new HostProgress(claimed, next, [.. steps.Values.Select(lane => (lane.Lane, lane.Cursor))], buried));
    }

    // The streams of one inbox in one order: what was said first arrives first, whatever it was said in. Null when there was nothing to send.
    private async Task<DeliveryAnswer?> ServeInbox(
        IReadOnlyList<LaneSteps> lanes, List<Undelivered> buried, long began, CancellationToken cancel)
    {
        DeliveryAnswer? last = null;
        while (true)
        {
            // Where one lane's window ends more may follow that is older than what the others hold: those wait for the next turn.
            var horizon = lanes.Min(lane => lane.Horizon);
            var pending = lanes.SelectMany(lane => lane.Pending).Where(next => next.Entry.Sequence <= horizon).OrderBy(next => next.Entry.Sequence).ToList();
            if (pending.Count == 0)
            {
                return last;
            }

            var batchInbox = pending[0].Lane.Lane.BatchInbox is { } known && !singles.Holds(known) ? known : null;
            var count = batchInbox is null ? 1 : OutgoingBatch.Fit([.. pending.Select(next => next.Entry)]);
            var sent = pending[..count];
            var contents = await bodies.Get([.. sent.Select(next => next.Entry)], cancel);
            var answers = batchInbox is null
                ? [await post.Send(sent[0].Lane.Lane, contents[0], cancel)]
                : await post.Send(batchInbox, [.. sent.Select(next => next.Entry)], contents, cancel);
            for (var i = 0; i < answers.Count; i++)
            {
                switch (answers[i])
                {
                    case DeliveryAnswer.Taken:
                        sent[i].Lane.Done(sent[i].Entry);
                        break;
                    case DeliveryAnswer.Poisoned poisoned:
                        Poisoned(log, sent[i].Lane.Lane.Host, sent[i].Entry.Id, poisoned.Reason);
                        sent[i].Lane.Done(sent[i].Entry);
                        buried.Add(new Undelivered(sent[i].Lane.Lane, sent[i].Entry.Sequence, sent[i].Entry.Sequence, poisoned.Reason));
                        break;
                    case DeliveryAnswer.NoBatches:
                        singles.Note(batchInbox!); // only a batch is answered so
                        break;
                    default:
                        return answers[i];
                }
            }

            last = new DeliveryAnswer.Taken();
            if (Environment.TickCount64 - began > DeliveryLimits.LongestTurn.TotalMilliseconds)
            {
                return last;
            }
        }
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "{Host} is {State}; deliveries to it wait in order: {Reason}")]
    private static partial void Failing(ILogger log, string host, string state, string reason);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "{Host} will not take {Activity}; it is now a dead letter: {Reason}")]
    private static partial void Poisoned(ILogger log, string host, string activity, string reason);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "{Host} is given up on; what waited for it is now a dead letter: {Reason}")]
    private static partial void GivenUp(ILogger log, string host, string reason);
}
