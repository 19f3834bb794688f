using Federation.Node.CommandLine;

namespace Federation.Node.Tests.CommandLine;

public sealed class A_setup(PostgresFixture postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-setup").FullName;

    [Fact]
    public async Task Makes_the_first_administrator_and_is_refused_the_second_time()
    {
        var database = await postgres.CreateDatabase();
        Assert.Equal(ExitCodes.Done, await Setup("ines", database));
        var configuration = await File.ReadAllTextAsync(Path.Combine(folder, "node.json"), TestContext.Current.CancellationToken);
        Assert.Contains("Union A", configuration, StringComparison.Ordinal);
        // It holds the database's password now.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "node.json")));
        Assert.Equal(ExitCodes.Refused, await Setup("mallory", database));
        Assert.Equal(configuration, await File.ReadAllTextAsync(Path.Combine(folder, "node.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Refuses_a_short_password_and_writes_nothing()
    {
        Assert.Equal(ExitCodes.Refused, await Setup("ines", await postgres.CreateDatabase(), "short"));
        Assert.False(File.Exists(Path.Combine(folder, "node.json")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<int> Setup(string admin, string database, string password = RunningNode.Password)
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password + "\n", TestContext.Current.CancellationToken);
        var connection = Path.Combine(folder, "database");
        await File.WriteAllTextAsync(connection, database + "\n", TestContext.Current.CancellationToken);
        return await FederationCommand.Run(["setup", "--data", folder, "--database-file", connection, "--name", "Union A", "--admin", admin, "--password-file", secret]);
    }
}
