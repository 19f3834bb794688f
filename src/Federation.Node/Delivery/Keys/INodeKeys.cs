using Marten;

namespace Federation.Node.Delivery.Keys;

/// <summary>The life of this node's keys. What is queued takes effect when the session is saved; then call <see cref="Reload"/>.</summary>
public interface INodeKeys
{
    /// <summary>Every key there ever was, the oldest first.</summary>
    IReadOnlyList<NodeKey> All { get; }

    /// <summary>
    /// Queues a successor for the key that signs, whose private half is forgotten at once. Until the reload this process signs by the old
    /// one, so that what is published in the same session is believed by those who know only that.
    /// </summary>
    /// <returns>All keys as they will be.</returns>
    /// <exception cref="Npgsql.PostgresException">At the save, a unique violation: another rotation came first.</exception>
    IReadOnlyList<NodeKey> Rotate(IDocumentSession session, IReadOnlyList<NodeKey> keys, NodeKeyKind kind, DateTimeOffset at);

    /// <summary>Queues the revocation of a key that signs no more.</summary>
    /// <returns>All keys as they will be.</returns>
    IReadOnlyList<NodeKey> Revoke(IDocumentSession session, IReadOnlyList<NodeKey> keys, NodeKey key, DateTimeOffset at);

    /// <summary>Reads the keys anew; other replicas do so by themselves within seconds.</summary>
    void Reload();
}
