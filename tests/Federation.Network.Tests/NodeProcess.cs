using System.Net;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Network.Tests;

/// <summary>A node as an operator runs it: <c>federation setup</c>, <c>federation serve</c>, a data folder of its own.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly bool isReplica;
    private readonly NetworkSpace? space;
    private RunningProgram? program;

    private NodeProcess(string name, string folder, string listen, Uri origin, string? database, bool isReplica, NetworkSpace? space = null)
    {
        Name = name;
        Folder = folder;
        Listen = listen;
        Origin = origin;
        Database = database;
        this.isReplica = isReplica;
        this.space = space;
    }

    public string Name { get; }

    public string Folder { get; }

    public string Listen { get; }

    /// <summary>What others call it: in front of it there may be a gateway, or somebody who taps the wire.</summary>
    public Uri Origin { get; }

    public string Host => Origin.Authority;

    public string? Database { get; }

    /// <summary>How its database is reached, its private one included.</summary>
    public string DatabaseString => Database ?? ManagedPostgres.In(Folder).ConnectionString;

    public bool IsRunning => program is { HasExited: false };

    /// <summary>Id of its process; it has to be started.</summary>
    public int ProcessId => program!.Id; // started

    /// <summary>What it printed since it was last started.</summary>
    public string Printed => program?.Printed ?? "";

    /// <summary>How far its clock is off from the next start on, as libfaketime writes it (<c>-2h</c>, <c>+400d</c>); null when it is right.</summary>
    public string? ClockOff { get; set; }

    private Dictionary<string, string> Environment
    {
        get
        {
            Dictionary<string, string> environment = Database is null ? [] : new() { ["FEDERATION_DATABASE"] = Database };
            return ClockOff is null ? environment : WrongClock.Set(environment, ClockOff);
        }
    }

    private IReadOnlyList<string> Within => space?.Exec ?? [];

    /// <summary>Sets a node up; it does not run yet. Without a database it has a private one under its folder.</summary>
    public static async Task<NodeProcess> SetUp(string name, string? database, string? origin = null, bool behindGateway = false, NetworkSpace? space = null)
    {
        // The database's user has to be able to enter, which a private temporary folder does not allow.
        var folder = Path.Combine(Path.GetTempPath(), "federation-node-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("n"));
        Directory.CreateDirectory(folder);
        var listen = space is null ? Ports.Free() : space.Address + ":8080";
        var node = new NodeProcess(name, folder, listen, new Uri("http://" + (origin ?? listen)), database, isReplica: false, space);
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, Password + "\n", TestContext.Current.CancellationToken);
        string[] pauses = space is null ? ["--first-retry-pause", "1"] : []; // on a network of its own it waits as it does with operators
        string[] proxies = behindGateway ? ["--trusted-proxies", "127.0.0.1"] : [];
        var (code, printed) = await RunningProgram.Run(node.Within, "federation", node.Environment,
            ["setup", "--data", folder, "--name", name, "--listen", listen, "--origin", node.Origin.AbsoluteUri,
            "--private-peers", space?.Neighbours ?? "127.0.0.1", "--admin", "ines", "--password-file", secret, .. proxies, .. pauses]);
        Assert.True(code == 0, printed);
        return node;
    }

    /// <summary>A second replica: the same database, files and master key, an address of its own.</summary>
    public NodeProcess Replica() => new(Name, Directory.CreateDirectory(Folder + "-replica").FullName, Ports.Free(), Origin, Database, isReplica: true);

    /// <summary>People with accounts and the common password, as <c>federation member add</c> makes them.</summary>
    public async Task Add(params (string Name, string[] Roles)[] people)
    {
        var options = NodeConfiguration.Read(Folder, new Dictionary<string, string?> { ["database"] = Database });
        await using var node = await OpenNode.Open(options, TestContext.Current.CancellationToken);
        foreach (var (name, roles) in people)
        {
            var (_, refusal) = await node.Services.GetRequiredService<MemberDesk>().Add(name, roles, Password, "test", TestContext.Current.CancellationToken);
            Assert.Null(refusal);
        }
    }

    /// <summary>Serves, and waits until it is ready.</summary>
    public async Task Start()
    {
        string[] shared = isReplica
            ? ["--name", Name, "--origin", Origin.AbsoluteUri, "--listen", Listen, "--trusted-proxies", "127.0.0.1", "--private-peers", "127.0.0.1", "--first-retry-pause", "1",
                "--blobs", Path.Combine(Original, "blobs"), "--master-key-file", Path.Combine(Original, "keys", "master.key")]
            : [];
        program = RunningProgram.Start(Within, "federation", Environment, ["serve", "--data", Folder, .. shared]);
        await Ready();
    }

    /// <summary>Waits until it answers and its database does.</summary>
    public Task Ready() => Patiently.Until(
        async () => Assert.Equal(HttpStatusCode.OK, await Ask("/readyz")), Patience, () => $"{Name} is ready. It printed:\n{Printed}");

    /// <summary>The status of a page, asked past any gateway.</summary>
    public async Task<HttpStatusCode> Ask(string path)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var answer = await http.GetAsync(new Uri($"http://{Listen}{path}"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task Kill() => program!.Kill(); // started

    /// <summary>Asks it to stop, and waits.</summary>
    public Task Stop() => program!.Stop(); // started

    public async Task Restart()
    {
        await Kill();
        await Start();
    }

    /// <summary>Somebody signed in with a browser of their own.</summary>
    public async Task<Visitor> SignedIn(string name)
    {
        var visitor = new Visitor(Origin);
        await visitor.SignIn(name, Password);
        Assert.True(visitor.Status == HttpStatusCode.OK && visitor.Page.QuerySelector("form[action='/sign-out']") is not null, $"{name} is not signed in: {visitor.Text}");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
        {
            if (Database is null)
            {
                await program.Stop(); // with its private PostgreSQL
            }

            await program.DisposeAsync();
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private string Original => Folder[..^"-replica".Length];
}
