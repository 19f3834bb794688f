using System.Diagnostics;
using System.Net;
using Federation.Node.Hosting.Database;
using Federation.Node.Tests;

namespace Federation.Network.Tests;

public sealed class A_node_and_its_database
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Survive_kill_9_of_either_and_refuse_a_second_serve()
    {
        await using var node = await NodeProcess.SetUp("Union A", database: null);
        await node.Start();
        using var ines = await node.SignedIn("ines");
        await ines.Open("/members");
        await ines.Submit("/members/invite", ("name", "ana"));
        Assert.Equal(HttpStatusCode.OK, ines.Status);

        var (code, printed) = await RunningProgram.Run("federation", new Dictionary<string, string>(), "serve", "--data", node.Folder, "--listen", Ports.Free());
        Assert.Equal(4, code);
        Assert.Contains("Another node is already serving", printed, StringComparison.Ordinal);

        await node.Restart(); // the database ran on, and is taken over
        await ines.Open("/members");
        Assert.Contains("ana", ines.Text, StringComparison.Ordinal);

        var server = ManagedPostgres.In(node.Folder);
        using (var postmaster = Process.GetProcessById(server.ProcessId!.Value)) // it runs
        {
            postmaster.Kill();
            await postmaster.WaitForExitAsync(Cancel);
        }

        Assert.Equal(HttpStatusCode.OK, await node.Ask("/livez"));
        await node.Ready();
        await ines.Open("/members");
        Assert.Contains("ana", ines.Text, StringComparison.Ordinal);

        await node.Stop();
        Assert.Null(server.ProcessId); // stopped with the node
    }
}
