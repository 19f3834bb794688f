namespace Federation.Node.Delivery.Keys;

/// <summary>The two kinds of keys an actor of ours has.</summary>
public enum NodeKeyKind
{
    /// <summary>Signs objects, and requests between our own nodes.</summary>
    Ed25519,

    /// <summary>Signs requests to strangers; 2048 bits, because RSA-4096 caps a sender at some 300 requests a second.</summary>
    Rsa,
}
