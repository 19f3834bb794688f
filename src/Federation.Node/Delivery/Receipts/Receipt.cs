namespace Federation.Node.Delivery.Receipts;

/// <summary>What became of one activity at the node that received it.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="Digest">SHA-256 of its canonical form, as <c>sha-256=:…:</c>.</param>
/// <param name="Outcome"><c>applied</c> or <c>refused</c>.</param>
/// <param name="Reason">Why it was refused; null when it was not.</param>
/// <param name="At">When that was decided.</param>
internal sealed record Receipt(string ActivityId, string Digest, string Outcome, string? Reason, DateTimeOffset At);
