using System.Text.Json.Nodes;

namespace Federation.Node.Delivery;

/// <summary>What was said between this node and one peer and has not done its work yet.</summary>
/// <param name="Host">The peer.</param>
/// <param name="Body">What was said.</param>
/// <param name="At">When it was said here, or arrived here.</param>
/// <param name="Reason">Why it still waits, in one English sentence; null when it is just its turn that is awaited.</param>
public sealed record UnsettledActivity(string Host, JsonObject Body, DateTimeOffset At, string? Reason);
