namespace Federation.Node.Delivery.Outbox;

/// <summary>A host as the replica that serves it sees it.</summary>
internal sealed record ClaimedHost(string Host, Guid Claim, HostState State, IReadOnlyList<Lane> Lanes);
