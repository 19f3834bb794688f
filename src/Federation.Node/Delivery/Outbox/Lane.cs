namespace Federation.Node.Delivery.Outbox;

/// <summary>A lane as the replica that holds it sees it.</summary>
internal sealed record Lane(string Host, Uri Inbox, long Cursor, int Failures, DateTimeOffset? FailingSince, Guid Claim);
