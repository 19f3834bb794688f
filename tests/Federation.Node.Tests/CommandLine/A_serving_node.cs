using System.Net;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Tests.CommandLine;

public sealed class A_serving_node(ServingInstallation installation) : IClassFixture<ServingInstallation>
{
    private readonly Installation node = installation.Node;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Was_ready_within_ten_seconds_of_finding_an_empty_folder() =>
        // Ten seconds of this machine: when others want its processors too, their share is not the node's.
        Assert.InRange(installation.FirstStart, TimeSpan.Zero, TimeSpan.FromSeconds(10) * installation.Crowding);

    [Fact]
    public async Task Runs_a_database_of_its_own_without_privileges_and_with_checksums()
    {
        Assert.NotEqual(0, Installation.Status(node.Postgres!.Value, "Uid:")); // it serves
        await using var source = NpgsqlDataSource.Create(ManagedPostgres.In(node.Folder).ConnectionString);
        await using var command = source.CreateCommand("select current_setting('data_checksums') || current_setting('listen_addresses')");
        Assert.Equal("on", await command.ExecuteScalarAsync(Cancel)); // and no network address at all
    }

    [Fact]
    public async Task Is_alive_but_not_ready_while_its_database_does_not_answer()
    {
        var database = node.Postgres!.Value; // it serves
        int[] frozen = [database, .. Installation.Children(database)];
        await Installation.Signal("STOP", frozen);
        try
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await node.Ask("/readyz"));
            Assert.Equal(HttpStatusCode.OK, await node.Ask("/livez"));
        }
        finally
        {
            await Installation.Signal("CONT", frozen);
        }

        Assert.True(await node.Becomes(HttpStatusCode.OK, "/readyz", TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Starts_its_database_again_after_a_kill_9_and_stays_alive_meanwhile()
    {
        var killed = node.Postgres!.Value; // it serves
        await Installation.Signal("KILL", killed);
        Assert.Equal(HttpStatusCode.OK, await node.Ask("/livez"));
        // Connections outlive the first process by a moment, so ready may still be true: wait for another one.
        for (var i = 0; i < 300 && (node.Postgres ?? killed) == killed; i++)
        {
            await Task.Delay(100, Cancel);
        }

        Assert.NotEqual(killed, node.Postgres);
        Assert.True(await node.Becomes(HttpStatusCode.OK, "/readyz", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Killed_with_9_leaves_its_database_whole_for_the_next_start()
    {
        var (code, _, errors) = await Installation.Run("member", "add", "ana", "--data", node.Folder);
        Assert.True(code == ExitCodes.Done, errors);
        await node.End("KILL");
        var survivor = node.Postgres;
        Assert.NotNull(survivor);
        await node.Serve();
        Assert.Equal(survivor, node.Postgres);
        Assert.Contains("\"name\":\"ana\"", (await Installation.Run("member", "list", "--json", "--data", node.Folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_stop_ends_well_and_takes_its_database_with_it()
    {
        Assert.Equal(ExitCodes.Done, await node.End("TERM"));
        Assert.Null(node.Postgres);
        await node.Serve();
    }

    [Fact]
    public async Task Is_the_only_one_on_its_folder()
    {
        var (code, _, errors) = await Installation.Run("serve", "--data", node.Folder);
        Assert.Equal(ExitCodes.Environment, code);
        Assert.Contains("Another node is already serving", errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await node.Ask("/readyz"));
    }

    [Fact]
    public async Task Is_the_only_one_on_its_port_and_another_makes_no_database_for_nothing()
    {
        var other = node.Folder + "-other";
        var (code, output, errors) = await Installation.Run("serve", "--data", other, "--listen", node.Listen);
        Assert.Equal(ExitCodes.Environment, code);
        Assert.Contains($"{node.Listen} is in use", errors, StringComparison.Ordinal);
        Assert.Empty(output);
        Assert.False(Directory.Exists(Path.Combine(other, "postgres")));
    }
}
