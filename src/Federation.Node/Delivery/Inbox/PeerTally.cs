namespace Federation.Node.Delivery.Inbox;

/// <summary>One peer's traffic as one replica knows it: what it saw itself and has not told yet, and the sum of all as it learned it last.</summary>
internal sealed class PeerTally
{
    private readonly Lock gate = new();
    private PeerTraffic own; // not told to the others yet
    private PeerTraffic all;
    private DateTimeOffset learned;

    public void Add(PeerTraffic seen)
    {
        lock (gate)
        {
            own += seen;
        }
    }

    /// <summary>Takes what the others are to be told.</summary>
    public PeerTraffic Take()
    {
        lock (gate)
        {
            var taken = own;
            (all, own) = (all + taken, default); // until the sum of all is learned
            return taken;
        }
    }

    /// <summary>They could not be told.</summary>
    public void GiveBack(PeerTraffic taken)
    {
        lock (gate)
        {
            (all, own) = (all - taken, own + taken);
        }
    }

    /// <summary>Learns what all replicas saw.</summary>
    public void Learn(DateTimeOffset at, PeerTraffic sum)
    {
        lock (gate)
        {
            (learned, all) = (at, sum);
        }
    }

    /// <summary>Requests of this minute, bytes of this day.</summary>
    public PeerTraffic Sum(DateTimeOffset now)
    {
        lock (gate)
        {
            var (isThisMinute, isToday) = (IsSame(now, TimeSpan.TicksPerMinute), IsSame(now, TimeSpan.TicksPerDay));
            return own + new PeerTraffic(isThisMinute ? all.Requests : 0, isToday ? all.Received : 0, isToday ? all.Sent : 0);
        }
    }

    private bool IsSame(DateTimeOffset now, long ticks) => now.UtcTicks / ticks == learned.UtcTicks / ticks;
}
