namespace Federation.Node.Delivery.Outbox;

/// <summary>How far a lane gets in one turn.</summary>
internal sealed class LaneSteps(Lane lane)
{
    private int done;
    private bool isGivenUp;

    public Lane Lane => lane;

    /// <summary>What is still to be sent, without what a newer state supersedes.</summary>
    public IEnumerable<(LaneSteps Lane, OutboxEntry Entry)> Pending => lane.Entries.Skip(done).Where(entry => !entry.IsSuperseded).Select(entry => (this, entry));

    /// <summary>The last sequence of which it is known that the lane holds nothing else before it.</summary>
    public long Horizon => IsWhole ? long.MaxValue : lane.Entries[^1].Sequence;

    /// <summary>The new cursor: what is done, and what may be passed over after it.</summary>
    public long Cursor
    {
        get
        {
            if (isGivenUp)
            {
                return lane.End;
            }

            var next = lane.Entries.Skip(done).FirstOrDefault(entry => !entry.IsSuperseded);
            return next is not null ? next.Sequence - 1 : IsWhole ? lane.End : lane.Entries[^1].Sequence;
        }
    }

    private bool IsWhole => lane.Entries.Count < DeliveryLimits.EntriesAhead;

    /// <summary>It is delivered, or will never be.</summary>
    public void Done(OutboxEntry entry)
    {
        while (lane.Entries[done++].Sequence < entry.Sequence)
        {
        }
    }

    /// <summary>All that waits becomes one range; null when nothing does.</summary>
    public Undelivered? GiveUp(string reason)
    {
        var from = Cursor + 1;
        if (from > lane.End)
        {
            return null;
        }

        isGivenUp = true;
        return new Undelivered(lane, from, lane.End, reason);
    }
}
