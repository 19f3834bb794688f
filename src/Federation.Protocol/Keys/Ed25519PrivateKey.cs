using NSec.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary>An Ed25519 private key (RFC 8032).</summary>
public sealed class Ed25519PrivateKey : SigningKey
{
    /// <summary>Length of the seed in bytes.</summary>
    public const int SeedSize = 32;

    private static KeyCreationParameters Exportable => new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };

    private readonly Key key;

    private Ed25519PrivateKey(Key key)
    {
        this.key = key;
        PublicKey = new Ed25519PublicKey(key.PublicKey);
    }

    /// <inheritdoc/>
    public override Ed25519PublicKey PublicKey { get; }

    /// <inheritdoc/>
    public override string Algorithm => SignatureAlgorithms.Ed25519;

    /// <inheritdoc/>
    public override int SignatureSize => Ed25519PublicKey.SignatureSize;

    /// <summary>A new key from the system's random source.</summary>
    public static Ed25519PrivateKey Create() => new(Key.Create(SignatureAlgorithm.Ed25519, Exportable));

    /// <summary>The key of a seed.</summary>
    /// <exception cref="FormatException">Not 32 bytes.</exception>
    public static Ed25519PrivateKey OfSeed(ReadOnlySpan<byte> seed) =>
        new(Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, Exportable));

    /// <summary>The key in PKCS#8 (RFC 8410 §7).</summary>
    /// <exception cref="FormatException">Not an Ed25519 key in PKCS#8.</exception>
    public static Ed25519PrivateKey OfPkcs8(ReadOnlySpan<byte> pkcs8) =>
        new(Key.Import(SignatureAlgorithm.Ed25519, pkcs8, KeyBlobFormat.PkixPrivateKey, Exportable));

    /// <summary>The seed, to be wrapped by the caller and zeroed.</summary>
    public byte[] ExportSeed() => key.Export(KeyBlobFormat.RawPrivateKey);

    /// <inheritdoc/>
    public override byte[] ExportPkcs8() => key.Export(KeyBlobFormat.PkixPrivateKey);

    /// <inheritdoc/>
    public override void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => SignatureAlgorithm.Ed25519.Sign(key, message, signature);

    /// <inheritdoc/>
    public override void Dispose() => key.Dispose();
}
