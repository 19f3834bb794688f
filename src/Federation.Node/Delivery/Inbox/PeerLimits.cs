namespace Federation.Node.Delivery.Inbox;

/// <summary>What one peer may send and be sent, over all replicas. Beyond it, it is told when to come again; nothing is lost.</summary>
internal sealed record PeerLimits
{
    /// <summary>
    /// Requests a minute, deliveries and readings together: a batch carries a hundred activities, a page of an outbox too, so this is far
    /// more than any federation says or asks, and bounds a flood.
    /// </summary>
    public long RequestsPerMinute { get; init; } = 6000;

    /// <summary>Bytes a day that it delivers: a release is announced in a few kilobytes, its files are fetched. Bounds what a hostile peer makes us store.</summary>
    public long BytesPerDay { get; init; } = 1024L * 1024 * 1024;

    /// <summary>
    /// Bytes a day that it fetches: 8 GiB, twice the archives that a peer keeps of one publisher, so that whoever follows anew has all in a
    /// day. Bounds what a worker gone wild takes of our line.
    /// </summary>
    public long BytesSentPerDay { get; init; } = 8L * 1024 * 1024 * 1024;
}
