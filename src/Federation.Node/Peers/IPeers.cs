namespace Federation.Node.Peers;

/// <summary>The nodes this node knows.</summary>
public interface IPeers
{
    /// <summary>Those that two people approved, by name.</summary>
    Task<IReadOnlyList<PeerCard>> Approved(CancellationToken cancel);

    /// <summary>One by its host, approved or only proposed; null when unknown or removed.</summary>
    Task<PeerCard?> Find(string host, CancellationToken cancel);
}
