namespace Federation.Node.Delivery;

/// <summary>What a peer did not get: one activity that it refused for what it says, or all that waited when it was given up on.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Host">The peer.</param>
/// <param name="ActivityId">The activity, or the first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Reason">Why.</param>
/// <param name="FailedAt">Since when.</param>
public sealed record DeadLetter(Guid Id, string Host, string ActivityId, long Count, string Reason, DateTimeOffset FailedAt);
