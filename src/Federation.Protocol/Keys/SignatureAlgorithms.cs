namespace Federation.Protocol.Keys;

/// <summary>Names of the algorithms we know, in the registry of RFC 9421 §6.2.</summary>
public static class SignatureAlgorithms
{
    /// <summary>EdDSA over Curve25519 (RFC 9421 §3.3.6).</summary>
    public const string Ed25519 = "ed25519";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (§3.3.2): what stock Fediverse servers sign by.</summary>
    public const string RsaPkcs1Sha256 = "rsa-v1_5-sha256";

    /// <summary>RSASSA-PSS with SHA-512 (§3.3.1); verified, never made.</summary>
    public const string RsaPssSha512 = "rsa-pss-sha512";

    /// <summary>ECDSA over P-256 with SHA-256 (§3.3.4); verified, never made.</summary>
    public const string EcdsaP256Sha256 = "ecdsa-p256-sha256";
}
