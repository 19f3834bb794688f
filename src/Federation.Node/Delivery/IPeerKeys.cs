using Federation.Protocol.Keys;

namespace Federation.Node.Delivery;

/// <summary>The public keys of accepted peers, kept per key and purpose. Nothing is fetched for a host that is no accepted peer.</summary>
public interface IPeerKeys
{
    /// <summary>
    /// The key of a URL like <c>https://union.example/actor#ed25519-1</c>; null when no accepted peer has it for this purpose. A key not met
    /// before is looked up, at most once a minute for each key: that it was not found is not remembered.
    /// </summary>
    Task<VerificationKey?> Find(string keyId, KeyPurpose purpose, CancellationToken cancel);

    /// <summary>
    /// Looks the key up again because something signed under its name did not verify: some servers change a key and keep its name. Null when
    /// it is the same as before, is gone, or was looked up less than a minute ago.
    /// </summary>
    Task<VerificationKey?> FindAgain(string keyId, KeyPurpose purpose, CancellationToken cancel);
}
