using System.Net;
using Federation.Node.Members;

namespace Federation.Node.Tests.Members;

public sealed class A_role(PostgresFixture postgres)
{
    [Fact]
    public async Task Needs_two_administrators()
    {
        await using var node = await RunningNode.Start(postgres);
        var bea = await node.Add("bea");
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        using var juan = await node.SignedIn("juan", Roles.Administrator);
        await ines.Open("/members");
        await ines.Submit($"/members/{bea}/roles", ("role", Roles.Officer));
        await ines.Submit($"/members/{bea}/roles/approve");
        Assert.Equal(HttpStatusCode.Conflict, ines.Status);
        Assert.Contains("Another administrator", ines.Text, StringComparison.Ordinal);
        await juan.Open("/members");
        await juan.Submit($"/members/{bea}/roles/approve");
        Assert.Equal(HttpStatusCode.OK, juan.Status);
        using var beaHerself = await node.SignedIn("bea");
        await beaHerself.Open("/account");
        Assert.Contains("officer", beaHerself.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_only_its_own_doors()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/members");
        Assert.Equal(HttpStatusCode.Forbidden, ana.Status);
    }
}
