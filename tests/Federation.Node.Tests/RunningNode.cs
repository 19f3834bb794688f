using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Node.Tests;

/// <summary>A whole node on a loopback port, with a database of its own and a clock the test moves.</summary>
public sealed class RunningNode : IAsyncDisposable
{
    /// <summary>Password of everybody the tests make.</summary>
    public const string Password = "correct horse battery staple";

    // Making all tables takes about a second, so it is done once and copied. That a node makes them itself is for the tests of processes.
    private static readonly ConcurrentDictionary<PostgresFixture, Lazy<Task<string>>> Prepared = new();

    private readonly WebApplication app;
    private readonly string folder;
    private readonly bool ownsFolder;
    private readonly string database;
    private PostgresFixture? madeIn;

    private RunningNode(WebApplication app, NodeOptions options, FakeTimeProvider clock, bool ownsFolder)
    {
        this.app = app;
        this.ownsFolder = ownsFolder;
        folder = options.DataFolder;
        database = app.Services.GetRequiredService<DatabaseConnection>().ConnectionString;
        Origin = options.Origin;
        Clock = clock;
    }

    public Uri Origin { get; }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts a node.</summary>
    /// <param name="parts">Replaces parts of it: a limit, a disk that fails.</param>
    public static async Task<RunningNode> Start(PostgresFixture postgres, string name = "Union A", Action<IServiceCollection>? parts = null)
    {
        var connection = await postgres.CreateDatabase(await Prepared.GetOrAdd(postgres, fixture => new(() => Prepare(fixture))).Value);
        var node = await Start(connection, Directory.CreateTempSubdirectory("federation-node").FullName, name, null, ownsFolder: true, parts);
        node.madeIn = postgres;
        return node;
    }

    /// <summary>Starts a node on an empty database that the test looks after.</summary>
    public static async Task<RunningNode> Start(string connectionString, Action<IServiceCollection>? parts = null) =>
        await Start(connectionString, Directory.CreateTempSubdirectory("federation-node").FullName, "Union A", null, ownsFolder: true, parts);

    /// <summary>Starts a second replica: same database, same keys, same files, same clock, another port.</summary>
    public Task<RunningNode> StartReplica(Action<IServiceCollection>? parts = null) => Start(database, folder, "Union A", Clock, ownsFolder: false, parts);

    /// <summary>Starts a node on another database (an older copy of this one, say) with this one's keys, files and clock.</summary>
    public Task<RunningNode> StartOn(string connectionString, Action<IServiceCollection>? parts = null) =>
        Start(connectionString, folder, "Union A", Clock, ownsFolder: false, parts);

    /// <summary>Works on another database as a command of this node's operator does: nobody serves it meanwhile.</summary>
    public async Task Idle(string connectionString, Func<IServiceProvider, Task> work)
    {
        await using var idle = Build(connectionString, folder, "Union A", Clock, parts: null).App;
        await idle.Services.PrepareDatabase(TestContext.Current.CancellationToken);
        await work(idle.Services);
    }

    /// <summary>Makes an account with roles and the common password.</summary>
    public async Task<Guid> Add(string name, params string[] roles)
    {
        var (id, refusal) = await Services.GetRequiredService<MemberDesk>().Add(name, roles, Password, "test", TestContext.Current.CancellationToken);
        Assert.Null(refusal);
        return id;
    }

    /// <summary>Somebody with an account, signed in with a browser of their own.</summary>
    public async Task<Visitor> SignedIn(string name, params string[] roles)
    {
        if (await Services.GetRequiredService<MemberDesk>().FindByName(name, TestContext.Current.CancellationToken) is null)
        {
            await Add(name, roles);
        }

        var visitor = new Visitor(Origin);
        await visitor.SignIn(name, Password);
        return visitor;
    }

    /// <summary>Somebody passing by.</summary>
    public Visitor Visitor() => new(Origin);

    /// <summary>An app password for the documents.</summary>
    public Task<string> AppPassword(Guid memberId) => Services.GetRequiredService<AppPasswords>()
        .Create(memberId, AppPasswordScheme.DocumentsScope, "test", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (madeIn is not null)
        {
            await madeIn.DropDatabase(database);
        }

        if (ownsFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Prepare(PostgresFixture postgres)
    {
        await postgres.ExpectMany();
        var connection = await postgres.CreateDatabase();
        var folder = Directory.CreateTempSubdirectory("federation-node").FullName;
        await using (var app = Build(connection, folder, "Nobody", null, parts: null).App)
        {
            await app.Services.PrepareDatabase(CancellationToken.None);
        }

        Directory.Delete(folder, recursive: true);
        return connection;
    }

    private static async Task<RunningNode> Start(
        string connection, string folder, string name, FakeTimeProvider? clock, bool ownsFolder, Action<IServiceCollection>? parts)
    {
        var (app, options, time) = Build(connection, folder, name, clock, parts);
        await app.Services.PrepareDatabase(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningNode(app, options, time, ownsFolder);
    }

    private static (WebApplication App, NodeOptions Options, FakeTimeProvider Clock) Build(
        string connection, string folder, string name, FakeTimeProvider? clock, Action<IServiceCollection>? parts)
    {
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        var listen = $"127.0.0.1:{FreePort()}";
        var options = new NodeOptions { DataFolder = folder, Name = name, Listen = listen, Origin = new Uri("http://" + listen), PrivatePeers = ["127.0.0.1"], FirstRetryPause = TimeSpan.FromSeconds(1) };
        var app = NodeApplication.Build(options, new DatabaseConnection(connection), services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            parts?.Invoke(services);
        });
        return (app, options, clock);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }
}
