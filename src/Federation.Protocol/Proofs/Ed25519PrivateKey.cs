using NSec.Cryptography;

namespace Federation.Protocol.Proofs;

/// <summary>An Ed25519 private key (RFC 8032). Never written anywhere but wrapped.</summary>
public sealed class Ed25519PrivateKey : IDisposable
{
    /// <summary>Length of the seed in bytes.</summary>
    public const int SeedSize = 32;

    private readonly Key key;

    private Ed25519PrivateKey(Key key)
    {
        this.key = key;
        PublicKey = new Ed25519PublicKey(key.PublicKey);
    }

    /// <summary>The public half.</summary>
    public Ed25519PublicKey PublicKey { get; }

    /// <summary>A new key from the system's random source.</summary>
    public static Ed25519PrivateKey Create() => new(Key.Create(
        SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <summary>The key of a seed.</summary>
    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public static Ed25519PrivateKey OfSeed(ReadOnlySpan<byte> seed) => new(Key.Import(
        SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey,
        new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <summary>The seed, to be wrapped by the caller and zeroed.</summary>
    public byte[] ExportSeed() => key.Export(KeyBlobFormat.RawPrivateKey);

    /// <summary>Signs; 64 bytes, deterministic.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => SignatureAlgorithm.Ed25519.Sign(key, message);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
