using System.Diagnostics.CodeAnalysis;
using NSec.Cryptography;

namespace Federation.Protocol.Proofs;

/// <summary>An Ed25519 public key (RFC 8032), read and written as a Multikey (FEP-521a).</summary>
public sealed class Ed25519PublicKey : IEquatable<Ed25519PublicKey>
{
    /// <summary>Length of the raw key in bytes.</summary>
    public const int Size = 32;

    // Multicodec ed25519-pub (0xed) as an unsigned varint.
    private static readonly byte[] Codec = [0xED, 0x01];

    private readonly PublicKey key;

    internal Ed25519PublicKey(PublicKey key) => this.key = key;

    /// <summary>The key as <c>publicKeyMultibase</c>: <c>z6Mk…</c>.</summary>
    public string Multibase => "z" + Base58.Encode([.. Codec, .. key.Export(KeyBlobFormat.RawPublicKey)]);

    /// <summary>Reads <c>publicKeyMultibase</c>; false when it is not an Ed25519 key in base58btc.</summary>
    public static bool TryRead(string? multibase, [NotNullWhen(true)] out Ed25519PublicKey? key)
    {
        key = multibase is ['z', .. var rest] && Base58.Decode(rest) is [0xED, 0x01, .. var raw] && raw.Length == Size
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, raw, KeyBlobFormat.RawPublicKey, out var imported)
            ? new Ed25519PublicKey(imported!) // TryImport returned true
            : null;
        return key is not null;
    }

    /// <summary>Reads the 32 raw bytes.</summary>
    /// <exception cref="FormatException">Not a key.</exception>
    public static Ed25519PublicKey OfRaw(ReadOnlySpan<byte> raw) =>
        new(PublicKey.Import(SignatureAlgorithm.Ed25519, raw, KeyBlobFormat.RawPublicKey));

    /// <summary>True when the signature (64 bytes) over the message was made by this key's owner.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(key, message, signature);

    /// <inheritdoc/>
    public bool Equals(Ed25519PublicKey? other) => other is not null && key.Equals(other.key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ed25519PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => key.GetHashCode();

    /// <summary>The Multikey.</summary>
    public override string ToString() => Multibase;
}
