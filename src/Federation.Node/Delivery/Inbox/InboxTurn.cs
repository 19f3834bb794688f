using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Inbox;

/// <summary>One turn of one peer: apply what waits, in order within each of its streams; a stream that has to wait stops no other.</summary>
internal sealed class InboxTurn(InboxQueue queue, ActivityApplier applier, IEnumerable<IActivityHandler> handlers, InboxIntake intake)
{
    /// <summary>True when there may be more.</summary>
    public async Task<bool> Serve(string peer, CancellationToken cancel)
    {
        if (intake.IsBusy)
        {
            await Task.Delay(InboxLimits.StepAsideForTurn, cancel);
        }

        var paused = new HashSet<string>(StringComparer.Ordinal);
        var useless = new List<WaitingActivity>();
        var taken = await queue.Next(peer, InboxLimits.ActivitiesPerTurn, cancel);
        foreach (var activity in taken)
        {
            var body = StrictJson.ReadObject(activity.Body).Document!; // read before it was stored
            if (handlers.FirstOrDefault(each => each.Handles(body)) is not { } handler)
            {
                useless.Add(activity); // it changes nothing, so its place in the order does not matter
                continue;
            }

            if (intake.IsBusy)
            {
                await Task.Delay(InboxLimits.StepAside, cancel); // who waits at the door comes first; bounded, so that this goes on too
            }

            if (!paused.Contains(activity.Actor) && !await applier.Apply(activity, body, handler, cancel))
            {
                paused.Add(activity.Actor);
            }
        }

        if (useless.Count > 0)
        {
            await queue.Refuse(useless, "This node has no use for this kind of activity.", cancel);
        }

        return taken.Count == InboxLimits.ActivitiesPerTurn;
    }
}
