namespace Federation.Node.Delivery;

/// <summary>A host that is no approved peer and sent something. What it sent was not read.</summary>
public sealed record Knock(string Host, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Times);
