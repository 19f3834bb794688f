namespace Federation.Node.Delivery.Inbox;

/// <summary>What one peer may send, over all replicas. Beyond it, it is told when to come again; nothing is lost.</summary>
internal sealed record PeerLimits
{
    /// <summary>Requests a minute: a batch carries a hundred activities, so this is far more than any federation says, and bounds a flood.</summary>
    public long RequestsPerMinute { get; init; } = 6000;

    /// <summary>Bytes a day: a release is announced in a few kilobytes, its files are fetched. Bounds what a hostile peer makes us store.</summary>
    public long BytesPerDay { get; init; } = 1024L * 1024 * 1024;
}
