namespace Federation.Node.Delivery.Inbox;

/// <summary>A stored activity that is not settled yet.</summary>
internal sealed record WaitingActivity(
    byte[] Key, byte[] Hash, string Id, string PeerHost, string Actor, byte[] Body, DateTimeOffset ReceivedAt, bool IsAnswered);
