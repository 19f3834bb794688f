using Federation.Node.CommandLine;
using Federation.Node.Tests.Documents;

namespace Federation.Node.Tests.CommandLine;

/// <summary><c>federation hold</c> beside a node that serves.</summary>
public sealed class A_hold_from_the_command_line(PostgresFixture postgres)
{
    [Fact]
    public async Task Keeps_a_members_documents_until_it_is_released_and_says_why()
    {
        await using var node = await RunningNode.Start(postgres);
        var folder = await node.Settings();
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/a.txt", "a");
        await ana.Device.Status("DELETE", "/dav/a.txt");
        var deleted = await ana.InTrash("a.txt");

        var (code, placed, errors) = await Installation.Run("hold", "place", "--member", "ana", "--why", "Case 7/26", "--data", folder);
        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        Assert.Equal(423, (await ana.Erase(deleted)).Status);
        Assert.Contains("Case 7/26", (await Installation.Run("hold", "list", "--json", "--data", folder)).Output, StringComparison.Ordinal);

        (code, _, errors) = await Installation.Run("hold", "release", placed.Trim(), "--why", "It is over", "--data", folder);
        Assert.Equal((ExitCodes.Done, ""), (code, errors));
        Assert.Contains("It is over", (await Installation.Run("hold", "list", "--json", "--data", folder)).Output, StringComparison.Ordinal);
        Assert.Equal(200, (await ana.Erase(deleted)).Status);
        Assert.Empty(node.Blobs());
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "Give either --member or --id", "place", "--why", "x")]
    [InlineData(ExitCodes.Refused, "Nobody signs in here with this name", "place", "--member", "nobody", "--why", "x")]
    [InlineData(ExitCodes.Refused, "federation hold list", "release", "0193e1c2-7a4b-7c1d-8e2f-aabbccddeeff", "--why", "x")]
    public async Task Is_refused_in_a_line_with_what_to_do(int expected, string said, params string[] arguments)
    {
        await using var node = await RunningNode.Start(postgres);
        var (code, _, errors) = await Installation.Run(["hold", .. arguments, "--data", await node.Settings()]);
        Assert.Equal(expected, code);
        Assert.Contains(said, errors, StringComparison.OrdinalIgnoreCase);
    }
}
