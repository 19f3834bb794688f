namespace Federation.Node.Delivery;

/// <summary>A request for something that is not for everybody.</summary>
/// <param name="Sender">Host of the approved peer whose key signed it; null when there is no such signature.</param>
/// <param name="Refusal">What to answer instead of what is asked for: this peer has asked for enough for now (429). Null: there is nothing against it.</param>
public sealed record PeerRequest(string? Sender, IResult? Refusal);
