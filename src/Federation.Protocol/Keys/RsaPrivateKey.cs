using System.Security.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary>
/// An RSA-2048 private key, by which strangers know our actors. 2048 bits: 4096 would cap a sender at about 300 signatures/s a core.
/// </summary>
public sealed class RsaPrivateKey : SigningKey
{
    /// <summary>Length of the modulus of keys made here, in bits.</summary>
    public const int Bits = 2048;

    private readonly RSA rsa;

    internal RsaPrivateKey(RSA rsa)
    {
        this.rsa = rsa;
        PublicKey = new RsaPublicKey(rsa.ExportParameters(includePrivateParameters: false));
    }

    /// <inheritdoc/>
    public override RsaPublicKey PublicKey { get; }

    /// <inheritdoc/>
    public override string Algorithm => SignatureAlgorithms.RsaPkcs1Sha256;

    /// <inheritdoc/>
    public override int SignatureSize => rsa.KeySize / 8;

    /// <summary>A new key from the system's random source; takes about 0.1 s.</summary>
    public static RsaPrivateKey Create() => new(RSA.Create(Bits));

    /// <summary>The key in PKCS#8.</summary>
    /// <exception cref="FormatException">Not an RSA key in PKCS#8, or one of a size that we do not verify either.</exception>
    public static RsaPrivateKey OfPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        }
        catch (CryptographicException e)
        {
            rsa.Dispose();
            throw new FormatException("The bytes are not an RSA key in PKCS#8.", e);
        }

        return rsa.KeySize is >= RsaPublicKey.MinBits and <= RsaPublicKey.MaxBits
            ? new RsaPrivateKey(rsa)
            : throw new FormatException($"The RSA key has {rsa.KeySize} bits, not {RsaPublicKey.MinBits} to {RsaPublicKey.MaxBits}.");
    }

    /// <inheritdoc/>
    public override byte[] ExportPkcs8() => rsa.ExportPkcs8PrivateKey();

    /// <inheritdoc/>
    public override void Sign(ReadOnlySpan<byte> message, Span<byte> signature) =>
        rsa.SignData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <inheritdoc/>
    public override void Dispose() => rsa.Dispose();
}
