using Federation.Node.CommandLine.Demo.Web;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine.Demo.Nodes;

/// <summary>
/// One organisation's node: a process, or several replicas behind a gateway that share a PostgreSQL of their own, blobs and master key.
/// </summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private const string GatewayAddress = "127.0.0.1"; // where connections to 127.0.0.0/8 come from

    private readonly DemoGround ground;
    private readonly string key;
    private readonly IReadOnlyList<string> flags;
    private readonly ManagedPostgres? shared;
    private ChildProcess? gateway;

    private DemoNode(DemoGround ground, string key, string name, string listen, IReadOnlyList<string> hosts, ManagedPostgres? shared)
    {
        (this.ground, this.key, this.shared) = (ground, key, shared);
        (Name, Host, Origin) = (name, listen, new Uri("http://" + listen));
        flags = ["--name", name, "--origin", $"http://{listen}", "--private-peers", string.Join(',', hosts), "--first-retry-pause", "1"];
    }

    public string Name { get; }

    /// <summary>As peers write it.</summary>
    public string Host { get; }

    public Uri Origin { get; }

    /// <summary>Its processes, without the gateway.</summary>
    public IReadOnlyList<Replica> Replicas { get; private set; } = [];

    /// <summary>Folder of the encrypted documents; replicas share it.</summary>
    public string BlobFolder => Path.Combine(shared is null ? Replicas[0].Folder : SharedFolder, "blobs");

    private string SharedFolder => SharedFolderOf(ground, key);

    /// <summary>A node that is one process with a private PostgreSQL.</summary>
    public static DemoNode Single(DemoGround ground, string key, string name, string listen, IReadOnlyList<string> hosts)
    {
        var node = new DemoNode(ground, key, name, listen, hosts, null);
        node.Replicas = [new Replica(ground, key, listen, node.flags, new Dictionary<string, string>())];
        return node;
    }

    /// <summary>A node of two replicas behind a gateway. Their PostgreSQL belongs to neither: any of them may die.</summary>
    public static DemoNode Doubled(DemoGround ground, string key, string name, string listen, IReadOnlyList<string> hosts) =>
        new(ground, key, name, listen, hosts, ManagedPostgres.In(SharedFolderOf(ground, key)));

    /// <summary>Sets it up with its first administrator and starts it.</summary>
    public async Task Found(string administrator, CancellationToken cancel)
    {
        if (shared is not null)
        {
            await shared.Start(cancel);
            Replicas = Pair(shared.ConnectionString);
        }

        Demand("setup", await Replicas[0].SetUp(administrator, cancel));
        await Task.WhenAll(Replicas.Select(replica => replica.Start(cancel)));
        if (shared is not null)
        {
            await StartGateway(cancel);
        }
    }

    /// <summary>Somebody with a browser of their own.</summary>
    public DemoVisitor Visitor(string language, CancellationToken cancel) => new(ground.Http, Origin, language, cancel);

    /// <summary>Runs a verb of the command line on this node; it has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> Run(string[] verb, CancellationToken cancel) => Demand(string.Join(' ', verb), await TryRun(verb, cancel));

    /// <summary>Runs a verb of the command line on this node.</summary>
    public Task<(int ExitCode, string Output, string Errors)> TryRun(string[] verb, CancellationToken cancel) => Replicas[0].Run(verb, cancel);

    /// <summary>Connection string of its database; for the step that plays somebody who tampers with it.</summary>
    public string Database() => (shared ?? ManagedPostgres.In(Replicas[0].Folder)).ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Replicas.Select(replica => replica.DisposeAsync().AsTask()).Append(gateway?.DisposeAsync().AsTask() ?? Task.CompletedTask));
        // A node stops its PostgreSQL itself; if it could not, nothing may be left behind all the same.
        foreach (var postgres in Replicas.Where(_ => shared is null).Select(replica => ManagedPostgres.In(replica.Folder)).Append(shared).OfType<ManagedPostgres>())
        {
            await postgres.Stop(CancellationToken.None);
        }
    }

    private string Demand(string verb, (int ExitCode, string Output, string Errors) run) => run.ExitCode == ExitCodes.Done
        ? run.Output
        : throw new DemoCheckFailed($"`federation {verb}` on {Name} succeeds", $"exit code {run.ExitCode}: {run.Errors} {run.Output}");

    private IReadOnlyList<Replica> Pair(string connectionString)
    {
        // By the environment: a connection string holds a password.
        var environment = new Dictionary<string, string> { ["FEDERATION_DATABASE"] = connectionString };
        IReadOnlyList<string> sharing =
        [
            .. flags, "--blobs", BlobFolder, "--master-key-file", Path.Combine(SharedFolder, "keys", "master.key"),
            "--trusted-proxies", GatewayAddress,
        ];
        return [.. Enumerable.Range(1, 2).Select(number => new Replica(
            ground, $"{key}-{number}", ground.FreeAddress(Host.Split(':')[0], 8410 + number), sharing, environment))];
    }

    private static string SharedFolderOf(DemoGround ground, string key) => Path.Combine(ground.Folder, key + "-shared");

    private async Task StartGateway(CancellationToken cancel)
    {
        gateway = ChildProcess.Start(
            ground.Gateway, ["--listen", Host, .. Replicas.SelectMany(replica => new[] { "--to", replica.Origin.ToString() })],
            new Dictionary<string, string>(), Path.Combine(ground.Folder, key + "-gateway.log"));
        var visitor = Visitor("en", cancel);
        var answers = await Patience.Eventually(
            async () => (await visitor.Download("/readyz")).Status == System.Net.HttpStatusCode.OK, TimeSpan.FromSeconds(20), cancel);
        if (!answers)
        {
            throw new DemoCheckFailed($"the gateway of {Name} answers", "it does not");
        }
    }
}
