using System.Formats.Asn1;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Federation.Protocol.Keys;

/// <summary>Keys as stock Fediverse software writes them in <c>publicKeyPem</c>.</summary>
internal static class PublicKeyPem
{
    /// <summary>What stands between the dashes of SubjectPublicKeyInfo (RFC 7468 §13).</summary>
    internal const string Label = "PUBLIC KEY";

    /// <summary>Longest text in characters: an RSA key of 8192 bits takes about 1,500.</summary>
    private const int MaxLength = 4096;

    /// <summary>Reads SubjectPublicKeyInfo (RFC 5280 §4.1) or a bare RSA key (PKCS#1, RFC 8017 A.1.1); null when it is neither.</summary>
    public static VerificationKey? Read(string? pem)
    {
        if (pem is null or { Length: > MaxLength } || !PemEncoding.TryFind(pem, out var found))
        {
            return null;
        }

        var der = Convert.FromBase64String(pem[found.Base64Data]); // TryFind checked the alphabet
        return pem[found.Label] switch
        {
            Label => ReadSpki(der),
            "RSA PUBLIC KEY" => RsaPublicKey.ReadPkcs1(der),
            _ => null,
        };
    }

    private static VerificationKey? ReadSpki(byte[] der) => Algorithm(der) switch
    {
        "1.3.101.112" => Ed25519PublicKey.Read(der, KeyBlobFormat.PkixPublicKey), // RFC 8410 §3
        "1.2.840.113549.1.1.1" => RsaPublicKey.ReadSpki(der), // RFC 3279 §2.3.1
        "1.2.840.10045.2.1" => P256PublicKey.ReadSpki(der), // RFC 5480 §2.1.1
        _ => null,
    };

    private static string? Algorithm(byte[] der)
    {
        try
        {
            return new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadObjectIdentifier();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
