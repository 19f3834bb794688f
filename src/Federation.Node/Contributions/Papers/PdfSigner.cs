using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using PdfSharp.Pdf.Signatures;

namespace Federation.Node.Contributions.Papers;

/// <summary>Signs the bytes of a PDF: a detached CMS (RFC 5652) that carries its certificate (ISO 32000-1 12.8.3.3).</summary>
/// <param name="certificate">With its key.</param>
/// <param name="at">When.</param>
internal sealed class PdfSigner(X509Certificate2 certificate, DateTimeOffset at) : IDigitalSigner
{
    /// <summary>By how many bytes two signatures of one key may differ: the two numbers of an ECDSA signature lose their leading zeros.</summary>
    private const int Slack = 16;

    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public string CertificateName => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    public Task<int> GetSignatureSizeAsync() => Task.FromResult(Sign([0]).Length + Slack); // of anything: of nothing there is none

    public Task<byte[]> GetSignatureAsync(Stream stream)
    {
        var content = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(content);
        return Task.FromResult(Sign(content));
    }

    private byte[] Sign(byte[] content)
    {
        var signed = new SignedCms(new ContentInfo(content), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly, // the usual one leaves out what signed itself
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(at.UtcDateTime));
        signed.ComputeSignature(signer);
        return signed.Encode();
    }
}
