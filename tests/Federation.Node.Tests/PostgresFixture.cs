using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Federation.Node.Hosting.Database;
using Federation.Node.Tests;
using Npgsql;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Federation.Node.Tests;

/// <summary>
/// One PostgreSQL for the run: the one FEDERATION_TEST_DATABASE names, else a container when a Docker engine answers, else the node's own
/// managed PostgreSQL. It says which, and why no container if there could have been one.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    /// <summary>Oldest API that Testcontainers asks for by itself; Debian 12's engine (20.10) speaks 1.41 and refuses anything newer.</summary>
    private static readonly Version TestcontainersAsksFor = new(1, 44);

    /// <summary>For an answer of an engine that is there; it takes milliseconds.</summary>
    private static readonly TimeSpan EngineTime = TimeSpan.FromSeconds(10);

    /// <summary>For a container to be ready, the first pull of its image included.</summary>
    private static readonly TimeSpan ContainerTime = TimeSpan.FromMinutes(5);

    private readonly string folder = Path.Combine(Path.GetTempPath(), "federation-tests-" + Environment.ProcessId);
    private ManagedPostgres? managed;
    private PostgreSqlContainer? container;
    private string? connectionString;

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable("FEDERATION_TEST_DATABASE") is { Length: > 0 } given)
        {
            connectionString = given;
            Say("the PostgreSQL that FEDERATION_TEST_DATABASE names");
        }
        else if (await StartContainer(cancel) is { } whyNot)
        {
            Directory.CreateDirectory(folder);
            managed = ManagedPostgres.In(folder);
            await managed.Start(cancel);
            connectionString = managed.ConnectionString;
            await TrustThePower(cancel);
            Say($"the node's own managed PostgreSQL ({whyNot})");
        }
        else
        {
            connectionString = container!.GetConnectionString(); // started, or there would be a reason
            await TrustThePower(cancel);
            Say("a PostgreSQL container");
        }
    }

    /// <summary>
    /// For tests that make hundreds of databases: each is looked after every ten seconds, as a node has its PostgreSQL do, and that is all a worker then does.
    /// A server that was given is left as it is.
    /// </summary>
    public Task ExpectMany() => managed is null && container is null ? Task.CompletedTask : Set(["autovacuum = off"], TestContext.Current.CancellationToken);

    /// <summary>A database of its own for one node.</summary>
    /// <param name="like">The connection string of one to begin as; nobody may be connected to that. Null: an empty one.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase(string? like = null)
    {
        var name = "t" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("n");
        await using var source = NpgsqlDataSource.Create(connectionString!); // set by InitializeAsync
        var template = like is null ? "" : $" template {new NpgsqlConnectionStringBuilder(like).Database}";
        await using var create = source.CreateCommand($"create database {name}{template}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    /// <summary>Takes the room of a database back, unless somebody still works on it, as a second replica does.</summary>
    public async Task DropDatabase(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connectionString!); // set by InitializeAsync
        await using var drop = source.CreateCommand($"drop database {new NpgsqlConnectionStringBuilder(connection).Database}");
        try
        {
            await drop.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.ObjectInUse)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (managed is not null)
        {
            await managed.Stop(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }

        if (container is not null)
        {
            await container.DisposeAsync();
        }
    }

    /// <summary>
    /// Tests kill processes, never the machine: what PostgreSQL has handed to the kernel stays. Not asking the disk for each
    /// commit saves a seventh of the time of a test that starts a node. A node whose own PostgreSQL is killed (Network) has one of its own, as it is in a union.
    /// </summary>
    private Task TrustThePower(CancellationToken cancel) => Set(["fsync = off", "full_page_writes = off"], cancel);

    private async Task Set(string[] settings, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(connectionString!); // set by the caller
        foreach (var each in settings.Select(setting => "alter system set " + setting).Append("select pg_reload_conf()"))
        {
            await using var command = source.CreateCommand(each);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static void Say(string which) => Console.WriteLine($"Database of these tests: {which}.");

    /// <returns>Null when it runs, else why there is none.</returns>
    private async Task<string?> StartContainer(CancellationToken cancel)
    {
        if (await AgreeWithEngine(cancel) is { } noEngine)
        {
            return noEngine;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(ContainerTime);
        try
        {
            container = new PostgreSqlBuilder("postgres:16").WithCommand("-c", "max_connections=200").Build();
            await container.StartAsync(limit.Token);
            return null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // An engine may lack the image, the rights, the network: the tests need a database, not this one.
            await (container?.DisposeAsync() ?? ValueTask.CompletedTask);
            container = null;
            return $"the Docker engine gave no container: {e.Message.ReplaceLineEndings(" ").Trim()}";
        }
    }

    /// <summary>Asks the engine for its API version and has Testcontainers speak that one if it is older than its own.</summary>
    /// <returns>Null when an engine answers, else why not.</returns>
    private static async Task<string?> AgreeWithEngine(CancellationToken cancel)
    {
        var host = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } named ? named : "unix:///var/run/docker.sock");
        if (host.Scheme != "unix")
        {
            return null; // elsewhere, perhaps behind TLS: Testcontainers knows how
        }

        if (!File.Exists(host.LocalPath))
        {
            return "no Docker engine here";
        }

        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(host.LocalPath), stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { Timeout = EngineTime };
        try
        {
            var engine = await http.GetFromJsonAsync<JsonElement>("http://docker/version", cancel);
            var speaks = Version.Parse(engine.GetProperty("ApiVersion").GetString()!); // always there: Docker Engine API, GET /version
            if (speaks < TestcontainersAsksFor && Environment.GetEnvironmentVariable("DOCKER_API_VERSION") is null)
            {
                Environment.SetEnvironmentVariable("DOCKER_API_VERSION", speaks.ToString());
            }

            return null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return $"the Docker engine does not answer: {e.Message}"; // the client is installed, no engine runs
        }
    }
}
