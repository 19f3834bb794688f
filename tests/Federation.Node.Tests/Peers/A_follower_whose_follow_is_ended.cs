using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

/// <summary>An officer of the publisher ends one follow and leaves the peer a peer.</summary>
public sealed class A_follower_whose_follow_is_ended(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_so_and_refused_until_somebody_lets_it_follow_again()
    {
        await using var union = await RunningNode.Start(postgres);
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await union.Befriend(fnt);
        await fnt.Befriend(union);
        await fnt.Follow(union, "statistics");
        await fnt.Follow(union, "templates");
        await Neighbours.Eventually(async () => (await fnt.PeerAt(union)).Following is [{ IsAccepted: true }, { IsAccepted: true }], "both are followed", union, fnt);

        using var olga = await union.SignedIn("olga", Roles.Officer);
        await olga.Open("/peers");
        Assert.Contains(new Uri(fnt.Origin, "/actor").AbsoluteUri, olga.Text, StringComparison.Ordinal);
        await olga.Submit($"/peers/{fnt.Host()}/followers/end", ("catalogue", "statistics"), ("actor", new Uri(fnt.Origin, "/actor").AbsoluteUri));
        Assert.Equal(HttpStatusCode.OK, olga.Status);
        Assert.Contains("ended by us", olga.Text, StringComparison.Ordinal);
        Assert.Equal(["templates"], (await union.PeerAt(fnt)).Follows);
        Assert.Equal(
            "direct,templates", await union.Scalar($"select string_agg(stream, ',' order by stream) from node.lane where is_open and host = '{fnt.Host()}'"));
        await Neighbours.Eventually(async () => Statistics(await fnt.PeerAt(union)) is { IsRefused: true, IsAccepted: false }, "it knows", union, fnt);
        var reject = await Rejects(union);
        Assert.Equal(
            ("Follow", Statistics(await fnt.PeerAt(union)).FollowId, new Uri(fnt.Origin, "/actor").AbsoluteUri),
            (reject["object"]!["type"]!.ToString(), reject["object"]!["id"]!.ToString(), reject["to"]![0]!.ToString()));

        using var felix = await fnt.SignedIn("felix", Roles.Officer);
        await felix.Open("/peers");
        Assert.Contains("refused by them", felix.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await fnt.Services.GetRequiredService<IFollowing>().Followed(Cancel), each => each.Catalogue.AbsolutePath.EndsWith("/statistics", StringComparison.Ordinal));
        await felix.Submit($"/peers/{union.Host()}/follow", ("catalogue", "statistics"));
        Assert.Contains("asked, no answer yet", felix.Text, StringComparison.Ordinal);
        await Neighbours.Eventually(async () => Statistics(await fnt.PeerAt(union)).IsRefused, "it is refused again", union, fnt);
        Assert.Equal(["templates"], (await union.PeerAt(fnt)).Follows);

        await olga.Open("/peers");
        await olga.Submit($"/peers/{fnt.Host()}/followers/allow", ("catalogue", "statistics"), ("actor", new Uri(fnt.Origin, "/actor").AbsoluteUri));
        Assert.DoesNotContain("ended by us", olga.Text, StringComparison.Ordinal);
        await felix.Open("/peers");
        await felix.Submit($"/peers/{union.Host()}/follow", ("catalogue", "statistics"));
        await Neighbours.Eventually(async () => Statistics(await fnt.PeerAt(union)).IsAccepted, "it follows again", union, fnt);
        Assert.Equal(["statistics", "templates"], (await union.PeerAt(fnt)).Follows.Order());
    }

    [Fact]
    public async Task Is_one_actor_of_a_strangers_host_and_the_others_follow_on()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var stranger = await StrangersServer.Start();
        var peers = here.Services.GetRequiredService<PeerDesk>();
        Assert.Null(await peers.Propose($"@press@{stranger.Host}", "The press", await here.Person("ines"), Cancel));
        Assert.Null(await peers.Approve(stranger.Host, await here.Person("sam"), Cancel));
        await Follow(stranger, here, "press", 1);
        await Follow(stranger, here, "archive", 1);
        var register = here.Services.GetRequiredService<PeerRegister>();
        await Neighbours.Eventually(async () => (await register.Load(stranger.Host, Cancel))!.Followers.Count == 2, "both follow", here);

        var desk = here.Services.GetRequiredService<FollowDesk>();
        Assert.Null(await desk.EndFollower(stranger.Host, "statistics", stranger.Actor("press"), await here.Person("ines"), Cancel));
        Assert.Equal([stranger.Actor("archive").AbsoluteUri], await here.Services.GetRequiredService<IFollowers>().ActorsOf("statistics", Cancel));
        Assert.Equal(1L, await here.Scalar($"select count(*) from node.lane where is_open and stream = 'statistics' and host = '{stranger.Host}'"));
        Assert.Equal(stranger.Actor("press").AbsoluteUri, (await Rejects(here))["to"]![0]!.ToString());

        await Follow(stranger, here, "press", 2);
        await here.Settled();
        Assert.Equal(stranger.Actor("press") + "/follows/2", (await Rejects(here))["object"]!["id"]!.ToString());
        Assert.Single((await register.Load(stranger.Host, Cancel))!.Followers);

        Assert.Null(await desk.EndFollower(stranger.Host, "statistics", stranger.Actor("archive"), await here.Person("ines"), Cancel));
        Assert.Equal(0L, await here.Scalar($"select count(*) from node.lane where is_open and stream = 'statistics' and host = '{stranger.Host}'"));
    }

    [Fact]
    public async Task Has_to_be_one_and_is_let_in_again_only_when_it_was_ended()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var (desk, ines) = (here.Services.GetRequiredService<FollowDesk>(), await here.Person("ines"));
        Assert.Equal("peers.no-such-peer", (await desk.EndFollower("nobody.example", "tools", null, ines, Cancel))?.Code);
        Assert.Equal("peers.no-such-follower", (await desk.EndFollower(peer.Host(), "tools", null, ines, Cancel))?.Code);
        Assert.Equal("peers.role-missing", (await desk.EndFollower(peer.Host(), "tools", null, await here.Add("mia"), Cancel))?.Code);
        Assert.Equal("peers.follower-not-ended", (await desk.AllowFollower(peer.Host(), "tools", null, ines, Cancel))?.Code);
    }

    private static Following Statistics(Peer peer) => peer.Following.Single(each => each.Catalogue == "statistics");

    private static async Task<JsonNode> Rejects(RunningNode node) => JsonNode.Parse((string)(await node.Scalar("""
        select convert_from(body, 'UTF8') from node.outbox where convert_from(body, 'UTF8')::jsonb ->> 'type' = 'Reject' order by sequence desc limit 1
        """))!)!; // said before

    private static async Task Follow(StrangersServer from, RunningNode to, string name, int number)
    {
        using var answer = await from.Post(name, to, new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams", ["id"] = $"{from.Actor(name)}/follows/{number}", ["type"] = "Follow",
            ["actor"] = from.Actor(name).AbsoluteUri, ["object"] = new Uri(to.Origin, "/catalogues/statistics").AbsoluteUri,
        });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}
