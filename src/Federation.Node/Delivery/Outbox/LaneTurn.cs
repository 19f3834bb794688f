using System.Security.Cryptography;

namespace Federation.Node.Delivery.Outbox;

/// <summary>One turn of a claimed lane: send in order until there is no more, a failure, or others should have their turn.</summary>
internal sealed partial class LaneTurn(LaneTable lanes, InboxPost post, IFollowers followers, TimeProvider time, ILogger<LaneTurn> log)
{
    public async Task Serve(Lane lane, CancellationToken cancel)
    {
        // The newest entry is read before the followers: who follows later was brought up to date under the outbox lock (see CatchUp).
        var newest = await lanes.Newest(cancel);
        var followed = new List<string>();
        foreach (var catalogue in await lanes.Catalogues(cancel))
        {
            if ((await followers.HostsOf(catalogue, cancel)).Contains(lane.Host, StringComparer.OrdinalIgnoreCase))
            {
                followed.Add(catalogue);
            }
        }

        var entries = await lanes.Next(lane, newest, followed, DeliveryLimits.ActivitiesPerTurn, cancel);
        foreach (var entry in entries)
        {
            if (!await Deliver(lane, entry, cancel))
            {
                return;
            }
        }

        if (entries.Count < DeliveryLimits.ActivitiesPerTurn && !await lanes.Advance(lane, newest, cancel))
        {
            return;
        }

        await lanes.Release(lane, cancel);
    }

    // False when the lane has to stop here.
    private async Task<bool> Deliver(Lane lane, OutboxEntry entry, CancellationToken cancel)
    {
        var answer = await post.Send(lane.Inbox, entry.Body, cancel);
        var now = time.GetUtcNow();
        var waited = now - (lane.FailingSince ?? now);
        switch (answer)
        {
            case DeliveryAnswer.Taken:
                return await lanes.Advance(lane, entry.Sequence, cancel);
            case DeliveryAnswer.Poisoned poisoned:
                Refused(log, lane.Host, entry.Id, poisoned.Reason);
                return await lanes.Bury(lane, entry, poisoned.Reason, cancel);
            case DeliveryAnswer.NotApproved notApproved:
                return await Later(lane, entry, answer, "refused", notApproved.Reason, waited, cancel);
            case DeliveryAnswer.Unreachable unreachable:
                return await Later(lane, entry, answer, "unreachable", unreachable.Reason, waited, cancel);
            default:
                throw new InvalidOperationException($"An answer that nobody reads: {answer}.");
        }
    }

    private async Task<bool> Later(
        Lane lane, OutboxEntry entry, DeliveryAnswer answer, string state, string reason, TimeSpan waited, CancellationToken cancel)
    {
        if (waited >= DeliveryLimits.GiveUpAfter)
        {
            Refused(log, lane.Host, entry.Id, reason);
            return await lanes.Bury(lane, entry, $"Not delivered for {waited.TotalDays:0} days. Last: {reason}", cancel);
        }

        var chance = RandomNumberGenerator.GetInt32(1000) / 1000.0;
        await lanes.Fail(lane, state, reason, time.GetUtcNow() + LaneRules.Pause(lane.Failures + 1, answer, chance), cancel);
        if (lane.Failures == 0)
        {
            Failing(log, lane.Host, state, reason);
        }

        return false;
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "{Host} is {State}; deliveries to it wait in order: {Reason}")]
    private static partial void Failing(ILogger log, string host, string state, string reason);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "{Host} will not take {Activity}; it is now a dead letter: {Reason}")]
    private static partial void Refused(ILogger log, string host, string activity, string reason);
}
