using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Contributions.Papers;

/// <summary>
/// The key that signs what people open with a PDF reader, and its certificate: such readers know X.509 and not our Ed25519. Made once, by whichever replica
/// comes first, or by the operator, and kept wrapped under the master key. Nobody else vouches for the certificate: signed documents name it, under the node's own key.
/// </summary>
internal sealed class DocumentKey(NpgsqlDataSource source, MasterKey master, NodeOptions options, INodeIdentity identity, TimeProvider time)
{
    /// <summary>Years that the certificate holds: a claim for wages is over long before, and a reader calls what was signed by a certificate that ended suspect.</summary>
    public const int YearsValid = 30;

    private const string Context = "document signing key";

    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Contributions", """
        create table if not exists node.document_key (id integer primary key check (id = 1), wrapped bytea not null, certificate bytea not null);
        """);

    /// <summary>What the master key wraps of it.</summary>
    public static MasterWrapped Wrapped { get; } = new("node.document_key", $"'{Context}'");

    /// <summary>The certificate with its key; the caller disposes it.</summary>
    public async Task<X509Certificate2> Open(CancellationToken cancel)
    {
        var (wrapped, bytes) = await Row(cancel);
        var secret = master.Unwrap(Context, wrapped);
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(secret, out _);
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            return certificate.CopyWithPrivateKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>What the certificate is known by; its key stays wrapped.</summary>
    public async Task<string> Fingerprint(CancellationToken cancel) => Fingerprint((await Row(cancel)).Certificate);

    /// <summary>
    /// Puts a new key and certificate in the place of those there are; replicas sign by it from their next document on. Documents of before verify as they did: they hold the
    /// old certificate, and name it under the node's own key.
    /// </summary>
    public Task Replace(CancellationToken cancel) => Make("on conflict (id) do update set wrapped = excluded.wrapped, certificate = excluded.certificate", cancel);

    /// <summary>What a certificate is known by: SHA-256 of its bytes, in small hexadecimal digits.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => Fingerprint(certificate.RawData);

    private static string Fingerprint(byte[] certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate));

    private async Task<(byte[] Wrapped, byte[] Certificate)> Row(CancellationToken cancel)
    {
        var rows = await Rows(cancel);
        if (rows.Count == 0)
        {
            await Make("on conflict do nothing", cancel); // of two replicas that make one at the same moment, the first row stands, and both read it
            rows = await Rows(cancel);
        }

        return rows.Count > 0 ? rows[0] : throw new InvalidOperationException("The key for documents was made and is not there.");
    }

    private Task<IReadOnlyList<(byte[] Wrapped, byte[] Certificate)>> Rows(CancellationToken cancel) => source.List("select wrapped, certificate from node.document_key where id = 1",
        row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), cancel);

    private async Task Make(string orElse, CancellationToken cancel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Certify(key);
        var secret = key.ExportPkcs8PrivateKey();
        try
        {
            await source.Run($"insert into node.document_key (id, wrapped, certificate) values (1, $1, $2) {orElse}",
                cancel, master.Wrap(Context, secret), certificate.RawData);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private X509Certificate2 Certify(ECDsa key)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(options.Name);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        alternative.AddUri(identity.Actor);
        request.CertificateExtensions.Add(alternative.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true));
        var from = time.GetUtcNow().AddDays(-1); // a reader's clock may be behind
        return request.CreateSelfSigned(from, from.AddYears(YearsValid));
    }
}
