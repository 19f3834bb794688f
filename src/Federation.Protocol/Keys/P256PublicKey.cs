using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary>An ECDSA public key on the curve P-256 (FIPS 186-5). We verify by it and have none.</summary>
public sealed class P256PublicKey : VerificationKey
{
    /// <summary>Length of a compressed point in bytes (SEC 1 §2.3.3).</summary>
    public const int CompressedSize = 33;

    // The field's prime and the curve's constant (SP 800-186 §3.2.1.3).
    private static readonly BigInteger P = Hex("00FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    private static readonly BigInteger B = Hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");

    private static readonly string[] OnlyAlgorithm = [SignatureAlgorithms.EcdsaP256Sha256];

    // As with RSA: shared between threads, never disposed.
    private readonly ECDsa ecdsa;

    private P256PublicKey(ECPoint point)
    {
        ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        var parity = (byte)(2 + (point.Y![^1] & 1)); // an imported point has both coordinates
        Multibase = Multikey.Write(Multikey.P256, [parity, .. point.X!]);
    }

    /// <inheritdoc/>
    public override string Multibase { get; }

    /// <inheritdoc/>
    public override string Pem => ecdsa.ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Algorithms => OnlyAlgorithm;

    /// <inheritdoc/>
    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, string algorithm) =>
        algorithm == SignatureAlgorithms.EcdsaP256Sha256 // RFC 9421 §3.3.4: r and s, 32 bytes each
        && ecdsa.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Reads SubjectPublicKeyInfo; null when the curve is another.</summary>
    internal static P256PublicKey? ReadSpki(ReadOnlySpan<byte> spki)
    {
        try
        {
            using var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(spki, out var length);
            var parameters = read.ExportParameters(includePrivateParameters: false);
            return length == spki.Length && parameters.Curve.IsNamed && parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? new P256PublicKey(parameters.Q)
                : null;
        }
        catch (CryptographicException)
        {
            return null; // no key, a point off the curve, or another curve
        }
    }

    /// <summary>Reads a compressed point, as Multikeys hold it (SEC 1 §2.3.4; .NET reads only uncompressed ones).</summary>
    internal static P256PublicKey? ReadCompressed(ReadOnlySpan<byte> compressed)
    {
        if (compressed.Length != CompressedSize || compressed[0] is not (2 or 3))
        {
            return null;
        }

        var x = new BigInteger(compressed[1..], isUnsigned: true, isBigEndian: true);
        if (x >= P)
        {
            return null;
        }

        var square = (BigInteger.ModPow(x, 3, P) - 3 * x + B + 3 * P) % P;
        var y = BigInteger.ModPow(square, (P + 1) / 4, P); // a root, if there is one, as P % 4 == 3
        if (BigInteger.ModPow(y, 2, P) != square)
        {
            return null;
        }

        y = y.IsEven == (compressed[0] == 2) ? y : P - y;
        return new P256PublicKey(new ECPoint { X = Coordinate(x), Y = Coordinate(y) });
    }

    private static BigInteger Hex(string digits) => BigInteger.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte[] Coordinate(BigInteger value)
    {
        var bytes = new byte[CompressedSize - 1];
        var digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, bytes.Length - digits.Length);
        return bytes;
    }
}
