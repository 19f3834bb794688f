namespace Federation.Node.Delivery;

/// <summary>What a host is to this node.</summary>
public enum PeerStanding
{
    /// <summary>No accepted peer: nothing is taken, nothing is fetched.</summary>
    Unknown,

    /// <summary>Blocked: it is told so.</summary>
    Blocked,

    /// <summary>An accepted peer that runs other software.</summary>
    Stranger,

    /// <summary>An accepted node of our kind.</summary>
    Node,
}
