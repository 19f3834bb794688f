namespace Federation.Node.Delivery;

/// <summary>What a peer's key is asked to vouch for.</summary>
public enum KeyPurpose
{
    /// <summary>That a request comes from the peer: <c>publicKey</c>, or a Multikey that has not expired.</summary>
    Request,

    /// <summary>That its actor said something: an Ed25519 Multikey of <c>assertionMethod</c>, a retired one included, a revoked one never.</summary>
    Proof,
}
