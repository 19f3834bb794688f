namespace Federation.Node.Delivery;

/// <summary>What an actor of a peer says waits to be applied: its next activity could not be yet, and order is kept.</summary>
/// <param name="Host">The peer.</param>
/// <param name="Actor">Its actor.</param>
/// <param name="Since">Since when.</param>
/// <param name="NextAttemptAt">When it is tried again.</param>
/// <param name="Reason">Why, in one English sentence.</param>
/// <param name="Waiting">How many activities wait.</param>
public sealed record HeldUpStream(string Host, string Actor, DateTimeOffset Since, DateTimeOffset NextAttemptAt, string Reason, long Waiting);
