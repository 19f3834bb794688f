using Federation.Storage.Blobs.S3;
using Federation.Storage.Keys;

namespace Federation.Node.Hosting.Configuration;

/// <summary>
/// Everything an operator may set, in one place. Sources, strongest first: flags, environment (<c>FEDERATION_…</c>), the file
/// <c>node.json</c> in the data folder, the defaults below. Documented in <c>docs/operators/reference.md</c>.
/// </summary>
internal sealed record NodeOptions
{
    /// <summary>Folder of this installation: node.json, the managed PostgreSQL, keys, blobs.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The organisation's name as members and peers read it.</summary>
    public string Name { get; init; } = "My union";

    /// <summary>
    /// The public origin, scheme and authority only, e.g. <c>https://union.example</c>. Ids and signatures are built from it,
    /// never from the request (a proxy in front must not change what is signed).
    /// </summary>
    public Uri Origin { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>Address and port the node listens on.</summary>
    public string Listen { get; init; } = "127.0.0.1:8080";

    /// <summary>Languages offered to members, first one is the default: <c>en</c>, <c>fr</c>, <c>es</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en", "fr", "es"];

    /// <summary>Connection string of an external PostgreSQL 15 or later; empty: the node runs a private one of its own.</summary>
    public string? Database { get; init; }

    /// <summary>Folder of encrypted blobs; replicas of one node share it. Default: <c>blobs</c> in the data folder.</summary>
    public string BlobFolder { get => field ?? Path.Combine(DataFolder, "blobs"); init; }

    /// <summary>Address of the bucket of an S3 server that keeps the blobs instead; the folder then holds what is being sent. Null: the folder keeps them.</summary>
    public string? S3 { get; init; }

    /// <summary>What that server calls its region.</summary>
    public string S3Region { get; init; } = "us-east-1";

    /// <summary>File of who may use the bucket, as the AWS programs keep it. Default: <c>keys/s3-credentials</c> in the data folder.</summary>
    public string S3CredentialsFile { get => field ?? Path.Combine(DataFolder, "keys", "s3-credentials"); init; }

    /// <summary>File of the node's master key, outside the database. Default: <c>keys/master.key</c> in the data folder.</summary>
    public string MasterKeyFile { get => field ?? Path.Combine(DataFolder, "keys", "master.key"); init; }

    /// <summary>
    /// List of the keys that were destroyed, outside the database and shared by the replicas. Default: <c>destroyed.keys</c> beside the master key; in
    /// <c>keys</c> in the data folder when that is a credential of systemd, whose folder cannot be written.
    /// </summary>
    public string DestroyedKeysFile
    {
        get => field ?? Path.Combine(MasterKey.IsCredential(MasterKeyFile) ? Path.Combine(DataFolder, "keys") : Path.GetDirectoryName(MasterKeyFile)!, "destroyed.keys");
        init;
    }

    /// <summary>
    /// Hosts (<c>host</c> or <c>host:port</c>) that peers may have although they are loopback or private addresses.
    /// Empty in production; the demo and tests name their own.
    /// </summary>
    public IReadOnlyList<string> PrivatePeers { get; init; } = [];

    /// <summary>
    /// Ceiling of the first pause after a delivery failed; it doubles up to six hours. In <c>node.json</c> in seconds. Demos and tests,
    /// whose peers come back in a moment, set less.
    /// </summary>
    public TimeSpan FirstRetryPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Addresses of reverse proxies whose <c>X-Forwarded-For</c> is believed (the gateway).</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// Requests that one peer may send a minute, deliveries and readings together, over all replicas; beyond it, it is told when to come
    /// again. A request carries up to a hundred activities, so only a very large federation needs more.
    /// </summary>
    public int PeerRequestsPerMinute { get; init; } = 6000;

    /// <summary>Where clamd listens, which scans every document before it is kept: an address and a port, or a socket in the file system. Null: nobody scans.</summary>
    public string? VirusScanner { get; init; }

    /// <summary>
    /// What becomes of documents that cannot be scanned, because the scanner does not answer or takes none so large: <c>refuse</c>, or <c>accept</c>
    /// (then they are scanned as soon as it answers, those that are too large never).
    /// </summary>
    public string UnscannedDocuments { get; init; } = "refuse";

    /// <summary>Whether such documents are kept.</summary>
    public bool AcceptsUnscanned => UnscannedDocuments == "accept";

    /// <summary>The bucket; null when the folder keeps the blobs.</summary>
    /// <exception cref="OperatorException">What is set does not lead to one.</exception>
    public S3Bucket? Bucket()
    {
        try
        {
            return S3 is null ? null : S3Bucket.Read(S3, S3Region, S3CredentialsFile);
        }
        catch (FormatException e)
        {
            throw new OperatorException($"s3: {e.Message}.",
                "s3 is like https://s3.union.example:3900/federation; s3CredentialsFile holds [default], aws_access_key_id = … and aws_secret_access_key = …, a line each.",
                OperatorException.SettingsExitCode);
        }
    }
}
