namespace Federation.Node.Delivery.Inbox;

/// <summary>One turn of one peer: apply what waits, in order within each of its streams; a stream that has to wait stops no other.</summary>
internal sealed class InboxTurn(InboxQueue queue, ActivityApplier applier, InboxIntake intake)
{
    public async Task Serve(string peer, CancellationToken cancel)
    {
        var paused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var activity in await queue.Next(peer, InboxLimits.ActivitiesPerTurn, cancel))
        {
            if (intake.IsBusy)
            {
                await Task.Delay(InboxLimits.StepAside, cancel); // who waits at the door comes first; bounded, so that this goes on too
            }

            if (!paused.Contains(activity.Actor) && !await applier.Apply(activity, cancel))
            {
                paused.Add(activity.Actor);
            }
        }
    }
}
