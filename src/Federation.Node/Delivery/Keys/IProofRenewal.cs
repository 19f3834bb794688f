namespace Federation.Node.Delivery.Keys;

/// <summary>Keeps what was said verifiable when the key that signed it is to be revoked.</summary>
public interface IProofRenewal
{
    /// <summary>
    /// Signs again, by the key that signs now, everything in the outbox that a retired key signed: who follows later can check it, and ids and
    /// what is said stay the same. Done before the revocation; safe to do twice.
    /// </summary>
    /// <param name="retired">The key.</param>
    /// <param name="retiredJustNow">True when other replicas may sign by it for a few seconds more: these are waited for.</param>
    /// <param name="cancel">Ends the work.</param>
    Task Renew(NodeKey retired, bool retiredJustNow, CancellationToken cancel);
}
