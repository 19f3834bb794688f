using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary>An Ed25519 public key (RFC 8032).</summary>
public sealed class Ed25519PublicKey : VerificationKey
{
    /// <summary>Length of the raw key in bytes.</summary>
    public const int Size = 32;

    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureSize = 64;

    private static readonly string[] OnlyAlgorithm = [SignatureAlgorithms.Ed25519];

    private readonly PublicKey key;

    internal Ed25519PublicKey(PublicKey key)
    {
        this.key = key;
        Multibase = Multikey.Write(Multikey.Ed25519, key.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <inheritdoc/>
    public override string Multibase { get; }

    /// <inheritdoc/>
    public override string Pem => PemEncoding.WriteString(PublicKeyPem.Label, key.Export(KeyBlobFormat.PkixPublicKey));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Algorithms => OnlyAlgorithm;

    /// <summary>Reads <c>publicKeyMultibase</c>; false when it is not an Ed25519 key in base58btc.</summary>
    public static bool TryRead(string? multibase, [NotNullWhen(true)] out Ed25519PublicKey? key)
    {
        key = Multikey.Read(multibase) as Ed25519PublicKey;
        return key is not null;
    }

    /// <summary>Reads the 32 raw bytes.</summary>
    /// <exception cref="FormatException">Not a key.</exception>
    public static Ed25519PublicKey OfRaw(ReadOnlySpan<byte> raw) =>
        new(PublicKey.Import(SignatureAlgorithm.Ed25519, raw, KeyBlobFormat.RawPublicKey));

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, string algorithm) =>
        algorithm == SignatureAlgorithms.Ed25519 && signature.Length == SignatureSize && SignatureAlgorithm.Ed25519.Verify(key, message, signature);

    internal static Ed25519PublicKey? Read(ReadOnlySpan<byte> blob, KeyBlobFormat format) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, blob, format, out var key) ? new Ed25519PublicKey(key!) : null; // TryImport returned true
}
