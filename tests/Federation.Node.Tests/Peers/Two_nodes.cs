using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class Two_nodes(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_each_other_once_both_sides_approved_whoever_was_first()
    {
        await using var union = await RunningNode.Start(postgres);
        await using var federation = await RunningNode.Start(postgres, "FNT");
        await union.Befriend(federation);
        await union.Follow(federation, "templates");
        var deliveries = union.Services.GetRequiredService<IDeliveries>();
        await Neighbours.Eventually(
            async () => (await deliveries.Lanes(Cancel)).Single() is { State: "refused", Reason: { } reason } && reason.Contains("403", StringComparison.Ordinal),
            "the follow waits, and says why");
        Assert.Contains(union.Host(), (await federation.Services.GetRequiredService<IDeliveries>().Knocks(Cancel)).Select(knock => knock.Host));

        await federation.Befriend(union);
        await Neighbours.Eventually(async () => (await union.PeerAt(federation)).Following is [{ IsAccepted: true }], "the follow is accepted", union, federation);
        Assert.Equal(["templates"], (await federation.PeerAt(union)).Follows);
        Assert.Equal([union.Host()], await federation.Services.GetRequiredService<IFollowers>().HostsOf("templates", Cancel));
        await Neighbours.Eventually(async () => (await deliveries.Lanes(Cancel)).Single().State == "ready", "what waited has gone");
    }

    [Fact]
    public async Task Follow_several_catalogues_at_the_same_moment()
    {
        await using var union = await RunningNode.Start(postgres);
        await using var federation = await RunningNode.Start(postgres, "FNT");
        await union.Befriend(federation);
        await Task.WhenAll(union.Follow(federation, "templates"), union.Follow(federation, "statistics"));
        Assert.Equal(["statistics", "templates"], (await union.PeerAt(federation)).Following.Select(each => each.Catalogue).Order());
    }

    [Fact]
    public async Task Catch_up_on_what_was_published_before_the_follow()
    {
        await using var union = await RunningNode.Start(postgres);
        await using var federation = await RunningNode.Start(postgres, "FNT");
        await union.Befriend(federation);
        await federation.Befriend(union);
        await using (var session = federation.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            federation.Services.GetRequiredService<IActivities>().Publish(session, new JsonObject
            {
                ["type"] = "Create",
                ["object"] = new JsonObject { ["id"] = new Uri(federation.Origin, "/templates/1").AbsoluteUri, ["type"] = "Note" },
            }, new Audience.Followers("templates"));
            await session.SaveChangesAsync(Cancel);
        }

        await union.Follow(federation, "templates");
        // Nobody takes a bare Note, so it is refused here by name: which shows that it came, after its proof had held.
        await Neighbours.Eventually(
            async () => (await union.Services.GetRequiredService<IDeliveries>().Refused(Cancel)).Count == 1, "the earlier activity arrives", union, federation);
        await Neighbours.Eventually(
            async () => (string?)await federation.Scalar("select outcome from node.delivery_receipt where outcome = 'refused'") is not null,
            "its sender is told by a receipt", union, federation);
    }

    [Fact]
    public async Task Are_made_peers_on_the_page_by_two_people()
    {
        await using var union = await RunningNode.Start(postgres);
        await using var federation = await RunningNode.Start(postgres, "FNT");
        using var ines = await union.SignedIn("ines", Roles.Administrator);
        using var sam = await union.SignedIn("sam", Roles.Steward);
        await ines.Open("/peers");
        await ines.Submit("/peers", ("host", "nobody.invalid"), ("name", "Nobody"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ines.Status);
        await ines.Submit("/peers", ("host", federation.Host()), ("name", "FNT"));
        Assert.Equal(HttpStatusCode.OK, ines.Status);
        Assert.Equal(
            "peers.same-person",
            (await union.Services.GetRequiredService<PeerDesk>().Approve(federation.Host(), (await union.PeerAt(federation)).ProposedBy, Cancel))?.Code);
        await sam.Open("/peers");
        await sam.Submit($"/peers/{federation.Host()}/approve");
        Assert.Equal(HttpStatusCode.OK, sam.Status);
        Assert.True((await union.Services.GetRequiredService<IPeers>().Find(federation.Host(), Cancel))!.IsApproved);
        await sam.Submit($"/peers/{federation.Host()}/follow");
        Assert.Contains("asked, no answer yet", sam.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introduce_themselves_without_a_signature_and_without_a_member_count()
    {
        await using var node = await RunningNode.Start(postgres);
        using var http = new HttpClient { BaseAddress = node.Origin };
        var actor = JsonNode.Parse(await http.GetStringAsync("/actor", Cancel))!;
        Assert.Equal("Application", actor["type"]!.ToString());
        var finger = JsonNode.Parse(await http.GetStringAsync($"/.well-known/webfinger?resource=acct:statistics@{node.Host()}", Cancel))!;
        Assert.Equal(new Uri(node.Origin, "/catalogues/statistics").AbsoluteUri, finger["links"]![0]!["href"]!.ToString());
        Assert.Empty(JsonNode.Parse(await http.GetStringAsync("/nodeinfo/2.1", Cancel))!["usage"]!["users"]!.AsObject());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/.well-known/webfinger?resource=acct:ines@{node.Host()}", Cancel)).StatusCode);
    }
}
