using System.Security.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary>An RSA public key (RFC 8017). It verifies the two paddings in use on the Fediverse.</summary>
public sealed class RsaPublicKey : VerificationKey
{
    /// <summary>Smallest modulus in bits: below, forging is within reach (NIST SP 800-57, 112 bits of strength).</summary>
    public const int MinBits = 2048;

    /// <summary>Largest modulus in bits: verifying costs its square, and a stranger chose it.</summary>
    public const int MaxBits = 8192;

    /// <summary>Longest public exponent in bytes: 65537 is what everybody uses; a long one makes verifying as dear as signing.</summary>
    public const int MaxExponentBytes = 4;

    private static readonly string[] BothAlgorithms = [SignatureAlgorithms.RsaPkcs1Sha256, SignatureAlgorithms.RsaPssSha512];

    // Never disposed: keys are cached and shared, and OpenSSL makes a context of its own for each operation, so threads do not meet.
    private readonly RSA rsa;

    internal RsaPublicKey(RSAParameters parameters)
    {
        rsa = RSA.Create(new RSAParameters { Modulus = parameters.Modulus, Exponent = parameters.Exponent });
        Multibase = Multikey.Write(Multikey.Rsa, rsa.ExportRSAPublicKey());
    }

    /// <inheritdoc/>
    public override string Multibase { get; }

    /// <inheritdoc/>
    public override string Pem => rsa.ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Algorithms => BothAlgorithms;

    /// <summary>Length of the modulus in bits.</summary>
    public int Bits => rsa.KeySize;

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, string algorithm) => algorithm switch
    {
        SignatureAlgorithms.RsaPkcs1Sha256 => rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        SignatureAlgorithms.RsaPssSha512 => rsa.VerifyData(message, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        _ => false,
    };

    /// <summary>Reads SubjectPublicKeyInfo; null when it holds no key, or one too weak to believe or too large to afford.</summary>
    internal static RsaPublicKey? ReadSpki(byte[] spki) => Read(spki, (RSA rsa, byte[] bytes, out int length) => rsa.ImportSubjectPublicKeyInfo(bytes, out length));

    /// <summary>Reads RSAPublicKey of PKCS#1; null as above.</summary>
    internal static RsaPublicKey? ReadPkcs1(byte[] pkcs1) => Read(pkcs1, (RSA rsa, byte[] bytes, out int length) => rsa.ImportRSAPublicKey(bytes, out length));

    private delegate void Import(RSA rsa, byte[] bytes, out int length);

    private static RsaPublicKey? Read(byte[] bytes, Import import)
    {
        try
        {
            using var rsa = RSA.Create();
            import(rsa, bytes, out var length);
            var parameters = rsa.ExportParameters(includePrivateParameters: false);
            return length == bytes.Length && rsa.KeySize is >= MinBits and <= MaxBits
                && parameters.Exponent!.Length <= MaxExponentBytes // a public key has one
                ? new RsaPublicKey(parameters)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
