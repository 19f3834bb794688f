using Federation.Protocol.Keys;

namespace Federation.Node.Delivery.Keys;

/// <summary>All keys of the node as they stood at one moment, and the two that sign.</summary>
internal sealed record NodeKeyRing(IReadOnlyList<NodeKey> All, Ed25519PrivateKey Ed25519, RsaPrivateKey Rsa, DateTimeOffset ReadAt)
{
    /// <summary>How long a replica may go on with what it read: so soon every replica signs by a new key, and by a revoked one no more.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    public NodeKey Current(NodeKeyKind kind) => All.Single(key => key.Kind == kind && key.IsCurrent); // the table's index sees to it

    public bool IsFresh(DateTimeOffset now) => (now - ReadAt).Duration() < FreshFor;
}
