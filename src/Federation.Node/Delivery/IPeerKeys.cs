using Federation.Protocol.Proofs;

namespace Federation.Node.Delivery;

/// <summary>The public keys of approved peers.</summary>
public interface IPeerKeys
{
    /// <summary>The key of a URL like <c>https://union.example/actor#ed25519-1</c>; null when no approved peer has it.</summary>
    Task<Ed25519PublicKey?> Find(string keyId, CancellationToken cancel);
}
