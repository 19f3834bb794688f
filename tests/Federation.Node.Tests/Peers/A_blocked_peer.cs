using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class A_blocked_peer(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_refused_and_told_so_also_through_a_third_party_until_two_people_lift_the_block()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var bad = await RunningNode.Start(postgres, "Spam");
        await using var friend = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(bad);
        await here.Befriend(friend);
        var desk = here.Services.GetRequiredService<PeerDesk>();
        var (ines, sam) = (await here.Add("h-ines", Roles.Administrator), await here.Add("h-sam", Roles.Steward));
        Assert.Equal("peers.role-missing", (await desk.Block(bad.Host(), "spam", sam, Cancel))?.Code);
        Assert.Null(await desk.Block(bad.Host(), "spam", ines, Cancel));
        Assert.DoesNotContain(bad.Host(), (await here.Services.GetRequiredService<IDeliveries>().Lanes(Cancel)).Select(lane => lane.Host));
        using (var answer = await new Envelope(bad, here, Envelope.Bytes(Envelope.Follow(bad, here))).Post())
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("delivery.blocked", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]!.ToString());
        }

        var passedOn = friend.Services.GetRequiredService<INodeIdentity>().SignObject(new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = new Uri(friend.Origin, "/activities/1").AbsoluteUri,
            ["type"] = "Announce",
            ["actor"] = new Uri(friend.Origin, "/actor").AbsoluteUri,
            ["object"] = new JsonObject { ["id"] = new Uri(bad.Origin, "/notes/1").AbsoluteUri, ["type"] = "Note" },
        });
        using (var answer = await new Envelope(friend, here, Envelope.Bytes(passedOn)).Post())
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("delivery.blocked-party", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]!.ToString());
        }

        Assert.Null(await desk.Unblock(bad.Host(), ines, Cancel));
        Assert.Equal("peers.same-person", (await desk.Unblock(bad.Host(), ines, Cancel))?.Code);
        Assert.Null(await desk.Unblock(bad.Host(), sam, Cancel));
        using var again = await new Envelope(bad, here, Envelope.Bytes(Envelope.Follow(bad, here))).Post();
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
    }

    [Fact]
    public async Task Is_sent_again_what_it_follows_once_the_block_is_lifted_also_when_a_federation_vouches_for_it()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var bad = await RunningNode.Start(postgres, "Union B");
        var (ines, sam) = (await here.Add("h-ines", Roles.Administrator), await here.Add("h-sam", Roles.Steward));
        await fnt.VouchFor(bad, here);
        await bad.Befriend(here);
        await bad.Follow(here, "statistics");
        await Neighbours.Eventually(async () => await OpenLanes(here, bad) == 2, "what it follows is sent to it", here, bad);
        var desk = here.Services.GetRequiredService<PeerDesk>();
        Assert.Null(await desk.Block(bad.Host(), "spam", ines, Cancel));
        Assert.Equal(0L, await OpenLanes(here, bad));
        Assert.Null(await desk.Unblock(bad.Host(), ines, Cancel));
        Assert.Equal(0L, await OpenLanes(here, bad));
        Assert.Null(await desk.Unblock(bad.Host(), sam, Cancel));
        Assert.Equal(PeerState.Vouched, (await here.PeerAt(bad)).State);
        Assert.Equal(2L, await OpenLanes(here, bad));
    }

    private static async Task<long> OpenLanes(RunningNode node, RunningNode peer) =>
        (long)(await node.Scalar($"select count(*) from node.lane where is_open and host = '{peer.Host()}'"))!; // a count

    [Fact]
    public async Task Need_not_be_known_to_be_blocked_and_cannot_be_proposed_then()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var unknown = await RunningNode.Start(postgres, "Spam");
        var desk = here.Services.GetRequiredService<PeerDesk>();
        var ines = await here.Add("h-ines", Roles.Administrator);
        Assert.Null(await desk.Block(unknown.Host(), "known for advertisements", ines, Cancel));
        Assert.Equal("peers.blocked", (await desk.Propose(unknown.Host(), "Them", ines, Cancel))?.Code);
    }
}
