namespace Federation.Node.Delivery;

/// <summary>A peer's activity that was refused for what it says; the peer was told the reason.</summary>
public sealed record RefusedActivity(string Id, string Host, string Reason, DateTimeOffset ReceivedAt);
