using Federation.Node.Tests;

namespace Federation.Conformance.Tests;

public sealed class WebDAV_as_litmus_sees_it(PostgresFixture postgres)
{
    [Theory]
    [InlineData("basic", 16)]
    [InlineData("copymove", 13)]
    [InlineData("props", 30)]
    [InlineData("locks", 41)]
    [InlineData("http", 4)]
    public async Task Passes(string suite, int tests)
    {
        await using var node = await RunningNode.Start(postgres);
        var ana = await node.Add("ana");
        string password;
        do
        {
            password = await node.AppPassword(ana);
        }
        while (password.StartsWith('-')); // litmus would take it for an option
        var run = await LitmusRun.Of(suite, new Uri(node.Origin, "/dav/"), "ana", password);
        Assert.True((run.Run, run.Failed) == (tests, 0), run.Output);
        Assert.Empty(run.Warnings);
    }
}
