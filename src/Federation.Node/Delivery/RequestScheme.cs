namespace Federation.Node.Delivery;

/// <summary>How a request is signed.</summary>
public enum RequestScheme
{
    /// <summary>RFC 9421 by Ed25519: between our own nodes.</summary>
    Ed25519,

    /// <summary>draft-cavage-12 by RSA: what most strangers read. The request needs its <c>date</c> and, with a body, <c>digest</c>.</summary>
    CavageRsa,

    /// <summary>RFC 9421 by RSA (<c>rsa-v1_5-sha256</c>): the newer strangers.</summary>
    Rsa,
}
