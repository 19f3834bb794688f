using Federation.Node.Campaigns;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Browser.Tests;

public sealed class A_federation_and_a_union(PostgresFixture postgres, Chromium chromium)
{
    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Become_peers_on_their_pages_and_the_template_travels(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var federation = await RunningNode.Start(postgres, "National Federation of Trades");
        await using var union = await RunningNode.Start(postgres, "Care Workers' Union");
        await Befriend(federation, union, way);
        await using var ursula = await Befriend(union, federation, way);
        await ursula.Press("form:has(input[value=templates]) button");
        await Neighbours.Eventually(async () => (await union.PeerAt(federation)).Following is [{ IsAccepted: true }], "the follow is accepted", union, federation);
        await ursula.Open("/peers");
        await ursula.Picture("peers");

        await using var felix = await Person.SignedIn(federation, chromium, way, "felix", Roles.Officer);
        await felix.Follow("/templates");
        await felix.Send("/templates");
        await felix.Picture("templates");

        await using var olga = await Person.SignedIn(union, chromium, way, "olga", Roles.Officer);
        await Neighbours.Eventually(
            async () => (await union.Services.GetRequiredService<ITemplates>().All(TestContext.Current.CancellationToken)).Count == 1, "the template arrives", union, federation);
        await olga.Follow("/templates");
        Assert.Contains(federation.Host(), await olga.Text(), StringComparison.Ordinal);
        await olga.Send("/campaigns");
        Assert.StartsWith("/campaigns/", olga.Path, StringComparison.Ordinal);
    }

    // An administrator proposes, a steward approves; the administrator is given back.
    private async Task<Person> Befriend(RunningNode node, RunningNode other, Way way)
    {
        var admin = await Person.SignedIn(node, chromium, way, "ursula", Roles.Administrator);
        await admin.Follow("/peers");
        await admin.Type("host", other.Host());
        await admin.Type("name", "The other");
        await admin.Send("/peers");
        await using var steward = await Person.SignedIn(node, chromium, way, "stella", Roles.Steward);
        await steward.Follow("/peers");
        await steward.Picture("peers-proposed");
        await steward.Send($"/peers/{other.Host()}/approve");
        await admin.Open("/peers");
        return admin;
    }
}
