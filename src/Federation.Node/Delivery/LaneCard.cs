namespace Federation.Node.Delivery;

/// <summary>How deliveries to one peer fare.</summary>
/// <param name="Host">The peer.</param>
/// <param name="State"><c>ready</c>; <c>unreachable</c>: it does not answer or fails; <c>refused</c>: it takes nothing of ours, or has not
/// approved us; <c>gone</c>: it said so three times.</param>
/// <param name="Waiting">Activities that may still have to be sent.</param>
/// <param name="Since">Since when it fails; null when it does not.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="NextAttemptAt">When it is tried again.</param>
public sealed record LaneCard(string Host, string State, long Waiting, DateTimeOffset? Since, string? Reason, DateTimeOffset NextAttemptAt);
