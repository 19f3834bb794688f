using System.Net.Sockets;
using Federation.Node.Hosting.Database;
using Federation.Node.Tests;
using Npgsql;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Federation.Node.Tests;

/// <summary>
/// One PostgreSQL for the run: the one FEDERATION_TEST_DATABASE names, else a container when a Docker engine answers, else the node's own
/// managed PostgreSQL. It says which.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string DockerSocket = "/var/run/docker.sock";

    private readonly string folder = Path.Combine("/var/tmp", "federation-tests-" + Environment.ProcessId);
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
        else if (await DockerAnswers(cancel))
        {
            container = new PostgreSqlBuilder("postgres:16").Build();
            await container.StartAsync(cancel);
            connectionString = container.GetConnectionString();
            Say("a PostgreSQL container");
        }
        else
        {
            Directory.CreateDirectory(folder);
            managed = ManagedPostgres.In(folder);
            await managed.Start(cancel);
            connectionString = managed.ConnectionString;
            Say("the node's own managed PostgreSQL");
        }
    }

    /// <summary>A database of its own for one node.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = "t" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("n");
        await using var source = NpgsqlDataSource.Create(connectionString!); // set by InitializeAsync
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
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

    private static void Say(string which) => Console.WriteLine($"Database of these tests: {which}.");

    private static async Task<bool> DockerAnswers(CancellationToken cancel)
    {
        if (!File.Exists(DockerSocket))
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(DockerSocket), cancel);
            return true;
        }
        catch (SocketException)
        {
            return false; // the client is installed, no engine runs
        }
    }
}
