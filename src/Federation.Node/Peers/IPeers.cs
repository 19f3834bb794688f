namespace Federation.Node.Peers;

/// <summary>The nodes this node knows.</summary>
public interface IPeers
{
    /// <summary>Those that two people approved, by name.</summary>
    Task<IReadOnlyList<PeerCard>> Approved(CancellationToken cancel);

    /// <summary>One by its host, approved or only proposed; null when unknown or removed.</summary>
    Task<PeerCard?> Find(string host, CancellationToken cancel);

    /// <summary>True when the host is an approved peer and we follow this catalogue of its, or asked to.</summary>
    Task<bool> Follows(string host, Uri catalogue, CancellationToken cancel);
}
