namespace Federation.Node.Delivery;

/// <summary>How far an activity got at one peer.</summary>
/// <param name="Host">The peer.</param>
/// <param name="Step">How far.</param>
/// <param name="Reason">Why not further; null when there is nothing to say.</param>
/// <param name="At">When the peer decided, or since when it fails; null when neither.</param>
public sealed record DeliveryJourney(string Host, DeliveryStep Step, string? Reason, DateTimeOffset? At);
