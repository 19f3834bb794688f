namespace Federation.Node.Delivery;

/// <summary>An activity a peer refused for good, or that could not be delivered for a month.</summary>
public sealed record DeadLetter(string Host, string ActivityId, string Reason, DateTimeOffset FailedAt);
