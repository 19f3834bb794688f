namespace Federation.Node.Delivery.Inbox;

/// <summary>What passed between a peer and us: requests it made in a minute, bytes it delivered and bytes it fetched in a day.</summary>
internal readonly record struct PeerTraffic(long Requests = 0, long Received = 0, long Sent = 0)
{
    public static PeerTraffic operator +(PeerTraffic one, PeerTraffic other) =>
        new(one.Requests + other.Requests, one.Received + other.Received, one.Sent + other.Sent);

    public static PeerTraffic operator -(PeerTraffic one, PeerTraffic other) =>
        new(one.Requests - other.Requests, one.Received - other.Received, one.Sent - other.Sent);
}
