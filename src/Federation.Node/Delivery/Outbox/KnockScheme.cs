namespace Federation.Node.Delivery.Outbox;

/// <summary>How a request to a stranger is signed.</summary>
internal enum KnockScheme
{
    /// <summary>draft-cavage-http-signatures-12, RSA with SHA-256: what most of the Fediverse reads.</summary>
    Cavage,

    /// <summary>RFC 9421, RSA with SHA-256: what newer servers prefer, and some will only take.</summary>
    Rfc9421,
}
