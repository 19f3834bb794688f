namespace Federation.Node.Delivery.Outbox;

/// <summary>One activity of the outbox.</summary>
internal sealed record OutboxEntry(long Sequence, string Id, byte[] Body);
