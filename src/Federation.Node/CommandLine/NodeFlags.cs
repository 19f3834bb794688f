using System.CommandLine;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.CommandLine;

/// <summary>
/// The flags that set <see cref="NodeOptions"/>. <c>setup</c>, <c>serve</c> and <c>doctor</c> show all of them; other verbs open a node that is
/// set up already and show only what says which one, but take the rest too.
/// </summary>
internal sealed class NodeFlags
{
    private const string DatabaseFlag = "--database";

    private static readonly string[] Shown = ["database", "masterKeyFile"];

    private readonly Dictionary<string, Option<string?>> byKey = new()
    {
        ["name"] = Flag("--name", "NAME", "The organisation's name."),
        ["origin"] = Flag("--origin", "URL", "Public origin, like https://union.example"),
        ["listen"] = Flag("--listen", "ADDRESS:PORT", "Where the node listens, like 127.0.0.1:8080"),
        ["languages"] = Flag("--languages", "LIST", "Languages offered, the default first, like fr,en"),
        ["database"] = Flag(DatabaseFlag, "STRING", "Connection string of an external PostgreSQL, without its password."),
        ["blobFolder"] = Flag("--blobs", "DIR", "Folder of encrypted files, shared by the replicas of one node."),
        ["s3"] = Flag("--s3", "URL", "Bucket of an S3 server that keeps the files instead, like https://s3.union.example:3900/federation"),
        ["s3Region"] = Flag("--s3-region", "NAME", "What that server calls its region. Default: us-east-1"),
        ["s3CredentialsFile"] = Flag("--s3-credentials-file", "FILE", "Who may use the bucket, as AWS programs write it. Default: DATA/keys/s3-credentials"),
        ["masterKeyFile"] = Flag("--master-key-file", "FILE", "The node's master key, shared by the replicas of one node."),
        ["destroyedKeysFile"] = Flag("--destroyed-keys-file", "FILE", "List of keys that were destroyed, shared by the replicas of one node."),
        ["privatePeers"] = Flag("--private-peers", "LIST", "Peers allowed at loopback or private addresses, like 127.0.0.1:8090"),
        ["trustedProxies"] = Flag("--trusted-proxies", "LIST", "Addresses of reverse proxies in front, like 127.0.0.1"),
        ["peerRequestsPerMinute"] = Flag("--peer-requests-per-minute", "NUMBER", "Requests one peer may send a minute, deliveries and readings together, like 6000"),
        ["firstRetryPause"] = Flag("--first-retry-pause", "SECONDS", "First pause after a failed delivery; it doubles. Default: 10"),
        ["virusScanner"] = Flag("--virus-scanner", "ADDRESS", "Where clamd listens, which scans every document before it is kept, like /run/clamav/clamd.ctl or 127.0.0.1:3310"),
        ["unscannedDocuments"] = Flag("--unscanned-documents", "WHAT", "What becomes of documents that clamd cannot scan, because it is away or they are larger than it takes: refuse or accept"),
    };

    private readonly Option<string?> databaseFile =
        new NodeFlag("--database-file") { HelpName = "FILE", Description = "File with the connection string, password included; - is standard input." };

    /// <summary>The data folder.</summary>
    public Option<string> Data { get; } = new DataFlag("--data")
    {
        HelpName = "DIR",
        Description = "The node's data folder. Default: $FEDERATION_DATA, else data.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FEDERATION_DATA") ?? "data",
    };

    /// <summary>The flag of each configuration key.</summary>
    public IReadOnlyDictionary<string, Option<string?>> ByKey => byKey;

    /// <summary>True for an option that is one of these.</summary>
    public static bool IsOne(Option option) => option is NodeFlag or DataFlag;

    /// <summary>Adds the flags to a verb that sets a node up or runs it.</summary>
    public NodeFlags AddAllTo(Command command)
    {
        command.Options.Add(Data);
        foreach (var option in byKey.Values)
        {
            command.Options.Add(option);
        }

        command.Options.Add(databaseFile);
        return this;
    }

    /// <summary>Adds the flags to a verb that works on a node that is set up.</summary>
    public NodeFlags AddTo(Command command)
    {
        // The organisation's --name would be taken for the name of whom the verb is about.
        byKey.Remove("name");
        foreach (var (key, option) in byKey)
        {
            option.Hidden = !Shown.Contains(key);
        }

        return AddAllTo(command);
    }

    /// <summary>The flags that were given, by configuration key.</summary>
    /// <exception cref="OperatorException">A password was given as an argument, or the file cannot be read.</exception>
    public IReadOnlyDictionary<string, string?> Given(ParseResult parsed)
    {
        var given = byKey.ToDictionary(flag => flag.Key, flag => parsed.GetValue(flag.Value));
        if (NodeConfiguration.HoldsPassword(given["database"]))
        {
            throw new OperatorException(
                "A password among the arguments can be read by everybody on this machine.",
                $"Put the connection string in a file for {DatabaseFlag}-file, in FEDERATION_DATABASE, or in node.json.",
                ExitCodes.Usage);
        }

        if (parsed.GetValue(databaseFile) is { } file)
        {
            given["database"] = Secrets.Read(file, "");
        }

        return given;
    }

    /// <summary>The options of the node these arguments name.</summary>
    /// <exception cref="OperatorException">A value cannot be read.</exception>
    public NodeOptions Read(ParseResult parsed) => NodeConfiguration.Read(parsed.GetValue(Data)!, Given(parsed)); // it has a default

    private static NodeFlag Flag(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    private sealed class NodeFlag(string name) : Option<string?>(name);

    private sealed class DataFlag(string name) : Option<string>(name);
}
