using System.Diagnostics;
using Federation.Node;
using Federation.Node.CommandLine;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Peers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Benchmarks.Inbox;

/// <summary>
/// A node as an operator runs it, a process of its own with its managed PostgreSQL and fsync on, and a sender that two of its people approved.
/// The sender is a real node too, but runs only to be introduced; after that its key is enough.
/// </summary>
internal sealed class ServingNode : IAsyncDisposable
{
    private readonly string folder;
    private readonly RunningProgram process;
    private readonly WebApplication sender;
    private readonly ManagedPostgres senderDatabase;

    private ServingNode(string folder, NodeOptions options, RunningProgram process, WebApplication sender, NodeIdentity identity, ManagedPostgres senderDatabase)
    {
        this.folder = folder;
        this.process = process;
        this.sender = sender;
        this.senderDatabase = senderDatabase;
        Identity = identity;
        Origin = options.Origin;
        Sender = new Uri(identity.Actor, "/");
        Database = ManagedPostgres.In(options.DataFolder);
    }

    public Uri Origin { get; }

    public Uri Sender { get; }

    public NodeIdentity Identity { get; }

    public ManagedPostgres Database { get; }

    public int ProcessId => process.Id;

    public static async Task<ServingNode> Start(CancellationToken cancel)
    {
        // The database's user has to be able to enter, which a private temporary folder does not allow.
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", "federation-benchmark-" + Environment.ProcessId)).FullName;
        var options = Options(Path.Combine(folder, "node"), "Receiver");
        var senderOptions = Options(Path.Combine(folder, "sender"), "Sender");
        Directory.CreateDirectory(options.DataFolder);
        var senderDatabase = await DatabaseConnections.Open(senderOptions, cancel);
        var sender = NodeApplication.Build(senderOptions, senderDatabase);
        await sender.Services.PrepareDatabase(cancel);
        await sender.StartAsync(cancel);
        await using (var node = await OpenNode.OpenOrCreate(options, cancel))
        {
            var (one, two) = (await Add(node, "ines", cancel), await Add(node, "sam", cancel));
            var desk = node.Services.GetRequiredService<PeerDesk>();
            Require(await desk.Propose(senderOptions.Origin.Authority, "Sender", one, cancel));
            Require(await desk.Approve(senderOptions.Origin.Authority, two, cancel));
        }

        var identity = new NodeIdentity(senderOptions, sender.Services.GetRequiredService<NodeKeyTable>(), new StoppedClock(TimeProvider.System.GetUtcNow()));
        _ = identity.PublicKey; // read while its database is there
        await sender.StopAsync(cancel);
        await senderDatabase.Managed!.Stop(cancel); // no database is configured, so it is managed
        var start = new ProcessStartInfo(await PublishedProgram.Make(cancel),
            ["serve", "--data", options.DataFolder, "--name", "Receiver", "--listen", options.Listen, "--origin", options.Origin.AbsoluteUri,
            "--private-peers", "127.0.0.1", "--peer-requests-per-minute", "100000000"]);
        return new ServingNode(
            folder, options, await RunningProgram.Start(start, options.Origin, "/readyz", cancel), sender, identity, senderDatabase.Managed);
    }

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await senderDatabase.Stop(CancellationToken.None);
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Guid> Add(OpenNode node, string name, CancellationToken cancel)
    {
        var (id, refusal) = await node.Services.GetRequiredService<MemberDesk>().Add(name, [Roles.Administrator], "correct horse battery staple", "benchmark", cancel);
        Require(refusal);
        return id;
    }

    private static void Require(object? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException($"The benchmark cannot be set up: {refusal}");
        }
    }

    private static NodeOptions Options(string folder, string name)
    {
        var listen = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"127.0.0.1:{Ports.Free()}");
        return new NodeOptions { DataFolder = folder, Name = name, Listen = listen, Origin = new Uri("http://" + listen), PrivatePeers = ["127.0.0.1"] };
    }

    // Keys are read again after seconds by the clock; the sender's database does not run then.
    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
