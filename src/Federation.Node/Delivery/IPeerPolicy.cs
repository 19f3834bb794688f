namespace Federation.Node.Delivery;

/// <summary>With whom this node speaks. Asked before anything is fetched for, or from, a host.</summary>
public interface IPeerPolicy
{
    /// <summary>Notified in PostgreSQL when a peer or its keys change: no replica goes on believing what it remembers.</summary>
    const string ChangesChannel = "federation_peers";

    /// <summary>True when two people of this node approved the host, or a federation they trust vouches for it.</summary>
    Task<bool> Accepts(string host, CancellationToken cancel);

    /// <summary>The first of these hosts that is blocked here; null when none is. Blocked peers are refused through third parties too.</summary>
    Task<string?> FirstBlocked(IEnumerable<string> hosts, CancellationToken cancel);

    /// <summary>What the host is to this node.</summary>
    Task<PeerStanding> StandingOf(string host, CancellationToken cancel);
}
