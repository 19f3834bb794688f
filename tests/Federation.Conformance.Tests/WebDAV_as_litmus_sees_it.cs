using Federation.Node.Tests;
using Federation.Node.Tests.Documents;

namespace Federation.Conformance.Tests;

public sealed class WebDAV_as_litmus_sees_it(PostgresFixture postgres)
{
    [Fact]
    public async Task Passes_on_a_members_own_documents()
    {
        await using var node = await RunningNode.Start(postgres);
        await Pass(node, await node.Add("ana"), "ana", "/dav/");
    }

    [Fact]
    public async Task Passes_on_a_group_space_for_who_may_change_it()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var ben = await node.Add("ben");
        Assert.Equal(204, await ana.LetIn(await ana.OpenSpace("Branch Lyon"), "ben", "editor"));
        await Pass(node, ben, "ben", "/dav/Branch%20Lyon/");
    }

    [Fact]
    public async Task Passes_on_a_folder_that_another_member_shared()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        var ben = await node.Add("ben");
        await ana.Device.Status("MKCOL", "/dav/private");
        await ana.Device.Status("MKCOL", "/dav/private/Roster");
        Assert.Equal(204, await ana.Share("Roster", "ben", "editor"));
        await Pass(node, ben, "ben", "/dav/Roster/");
    }

    private static async Task Pass(RunningNode node, Guid member, string name, string path)
    {
        string password;
        do
        {
            password = await node.AppPassword(member);
        }
        while (password.StartsWith('-')); // litmus would take it for an option
        foreach (var (suite, tests) in LitmusRun.Suites)
        {
            var run = await LitmusRun.Of(suite, new Uri(node.Origin, path), name, password);
            Assert.True((run.Run, run.Failed) == (tests, 0), run.Output);
            Assert.Empty(run.Warnings);
        }
    }
}
