using NSec.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary><c>publicKeyMultibase</c> of a Multikey (W3C Controlled Identifiers §2.2.2, FEP-521a): base58btc of a multicodec and the key.</summary>
internal static class Multikey
{
    // Multicodec names as unsigned varints: ed25519-pub 0xed, p256-pub 0x1200, rsa-pub 0x1205.
    internal static readonly byte[] Ed25519 = [0xED, 0x01];
    internal static readonly byte[] P256 = [0x80, 0x24];
    internal static readonly byte[] Rsa = [0x85, 0x24];

    public static string Write(ReadOnlySpan<byte> codec, ReadOnlySpan<byte> key) => "z" + Base58.Encode([.. codec, .. key]);

    /// <summary>Null when it is not a key of a kind we know.</summary>
    public static VerificationKey? Read(string? multibase) => multibase is ['z', .. var rest] ? Read(Base58.Decode(rest)) : null;

    private static VerificationKey? Read(byte[]? bytes) => bytes switch
    {
        [0xED, 0x01, .. var raw] when raw.Length == Ed25519PublicKey.Size => Ed25519PublicKey.Read(raw, KeyBlobFormat.RawPublicKey),
        [0x80, 0x24, .. var point] => P256PublicKey.ReadCompressed(point),
        [0x85, 0x24, .. var pkcs1] => RsaPublicKey.ReadPkcs1(pkcs1),
        _ => null,
    };
}
