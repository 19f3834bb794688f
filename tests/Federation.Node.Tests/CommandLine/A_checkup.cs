using System.Net;
using System.Net.Sockets;
using Federation.Node.CommandLine.Doctor;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.CommandLine;

public sealed class A_checkup(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_a_serving_node_healthy()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        var findings = await Checkup.Of(Options(node), node.Clock, Cancel);
        // The node's clock is a test's, the database's is not: that is the one thing it must notice.
        Assert.Equal(["clock"], findings.Where(finding => !finding.Holds).Select(finding => finding.Check));
        Assert.Contains("a node answers", findings.Single(finding => finding.Check == "port").Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(await Checkup.Of(Options(node), TimeProvider.System, Cancel), finding => !finding.Holds);
    }

    [Fact]
    public async Task Changes_nothing_before_the_first_start()
    {
        var folder = Directory.CreateTempSubdirectory("federation-doctor").FullName;
        var options = new NodeOptions { DataFolder = Path.Combine(folder, "not-yet"), Listen = "127.0.0.1:0", Database = await postgres.CreateDatabase() };
        Assert.DoesNotContain(await Checkup.Of(options, TimeProvider.System, Cancel), finding => !finding.Holds);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task Notices_a_key_file_that_others_may_read()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        File.SetUnixFileMode(Options(node).MasterKeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var key = (await Checkup.Of(Options(node), TimeProvider.System, Cancel)).Single(finding => !finding.Holds);
        Assert.Equal("master key", key.Check);
        Assert.Contains("chmod 600", key.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_that_the_key_is_another_installations()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var other = await RunningNode.Start(postgres);
        await node.Add("ana");
        await other.Add("ana");
        var findings = await Checkup.Of(Options(node) with { MasterKeyFile = Options(other).MasterKeyFile }, TimeProvider.System, Cancel);
        Assert.Equal(["sealed values"], findings.Where(finding => !finding.Holds).Select(finding => finding.Check));
    }

    [Fact]
    public async Task Notices_tables_of_another_version()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("alter table node.mt_doc_member drop column mt_dotnet_type");
        await command.ExecuteNonQueryAsync(Cancel);
        var tables = (await Checkup.Of(Options(node), TimeProvider.System, Cancel)).Single(finding => !finding.Holds);
        Assert.Equal("tables", tables.Check);
        Assert.Contains("federation serve", tables.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_a_port_held_by_another_program()
    {
        await using var node = await RunningNode.Start(postgres);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var findings = await Checkup.Of(Options(node) with { Listen = listener.LocalEndpoint.ToString()! }, TimeProvider.System, Cancel);
        Assert.Contains(findings, finding => finding is { Check: "port", Holds: false });
    }

    [Fact]
    public async Task Notices_a_database_that_does_not_answer()
    {
        await using var node = await RunningNode.Start(postgres);
        var findings = await Checkup.Of(Options(node) with { Database = "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2" }, TimeProvider.System, Cancel);
        Assert.Equal(["database"], findings.Where(finding => !finding.Holds).Select(finding => finding.Check));
    }

    private static NodeOptions Options(RunningNode node) => node.Services.GetRequiredService<NodeOptions>() with
    {
        Database = node.Services.GetRequiredService<DatabaseConnection>().ConnectionString,
    };
}
