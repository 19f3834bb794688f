using System.CommandLine;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.CommandLine;

/// <summary>The flags that set <see cref="NodeOptions"/>, the same on every verb that opens a node.</summary>
internal sealed class NodeFlags
{
    private readonly Dictionary<string, Option<string?>> byKey;

    public NodeFlags()
    {
        byKey = new Dictionary<string, Option<string?>>
        {
            ["name"] = Flag("--name", "The organisation's name."),
            ["origin"] = Flag("--origin", "Public origin, like https://union.example"),
            ["listen"] = Flag("--listen", "Address and port to listen on, like 127.0.0.1:8080"),
            ["languages"] = Flag("--languages", "Languages offered, the default first, like fr,en"),
            ["database"] = Flag("--database", "Connection string of an external PostgreSQL (it holds a password: prefer the environment or node.json)."),
            ["blobFolder"] = Flag("--blobs", "Folder of encrypted files, shared by the replicas of one node."),
            ["masterKeyFile"] = Flag("--master-key-file", "File of the node's master key, shared by the replicas of one node."),
            ["privatePeers"] = Flag("--private-peers", "Peers allowed at loopback or private addresses, like 127.0.0.1:8090"),
            ["trustedProxies"] = Flag("--trusted-proxies", "Addresses of reverse proxies in front, like 127.0.0.1"),
        };
    }

    /// <summary>The data folder.</summary>
    public Option<string> Data { get; } = new("--data")
    {
        Description = "The node's data folder.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FEDERATION_DATA") ?? "data",
    };

    /// <summary>Adds the flags to a verb.</summary>
    public NodeFlags AddTo(Command command)
    {
        command.Options.Add(Data);
        foreach (var option in byKey.Values)
        {
            command.Options.Add(option);
        }

        return this;
    }

    /// <summary>The flags that were given, by configuration key.</summary>
    public IReadOnlyDictionary<string, string?> Given(ParseResult parsed) =>
        byKey.ToDictionary(flag => flag.Key, flag => parsed.GetValue(flag.Value));

    /// <summary>The options of the node these arguments name.</summary>
    /// <exception cref="OperatorException">A value cannot be read.</exception>
    public NodeOptions Read(ParseResult parsed) => NodeConfiguration.Read(parsed.GetValue(Data)!, Given(parsed));

    private static Option<string?> Flag(string name, string description) => new(name) { Description = description };
}
