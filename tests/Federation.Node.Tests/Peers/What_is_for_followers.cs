using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class What_is_for_followers(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/catalogues/statistics/outbox")]
    [InlineData("/catalogues/statistics/outbox?page=1")]
    [InlineData("/catalogues/statistics/outbox/after/0")]
    [InlineData("/catalogues/statistics/state")]
    [InlineData("/catalogues/statistics/followers?page=1")]
    [InlineData("/actor/following?page=1")]
    [InlineData("activity")]
    public async Task Is_read_by_peers_who_sign_and_by_nobody_else(string path)
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await using var unknown = await RunningNode.Start(postgres, "Somebody");
        await using var stranger = await StrangersServer.Start();
        await here.Befriend(peer);
        var desk = here.Services.GetRequiredService<PeerDesk>();
        path = path == "activity" ? await Say(here) : path;

        using var anybody = new HttpClient { BaseAddress = here.Origin };
        using (var answer = await anybody.GetAsync(path, Cancel))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("delivery.peers-only", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]!.ToString());
        }

        Assert.Contains("401", (await Assert.ThrowsAsync<FetchException>(() => unknown.Read(here, path))).Message, StringComparison.Ordinal);
        Assert.NotNull((await peer.Read(here, path))["id"]);

        Assert.Null(await desk.Propose($"@press@{stranger.Host}", "The press", await here.Add("h-ines", Roles.Administrator), Cancel));
        using (var early = await stranger.Get("press", here, path))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);
        }

        Assert.Null(await desk.Approve(stranger.Host, await here.Add("h-sam", Roles.Steward), Cancel));
        using var read = await stranger.Get("press", here, path);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.True(read.Headers.CacheControl!.Private);
        stranger.Renew("press");
        here.Clock.Advance(TimeSpan.FromMinutes(2)); // a key is looked up once a minute
        using var renewed = await stranger.Get("press", here, path);
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
    }

    [Fact]
    public async Task Leaves_who_a_node_is_open_and_how_many_follow()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        await peer.Befriend(here);
        await peer.Follow(here, "statistics");
        var followers = here.Services.GetRequiredService<IFollowers>();
        await Neighbours.Eventually(async () => (await followers.ActorsOf("statistics", Cancel)).Count == 1, "it follows", here, peer);
        await Neighbours.Eventually(async () => (await peer.PeerAt(here)).Following is [{ IsAccepted: true }], "it knows", here, peer);

        using var anybody = new HttpClient { BaseAddress = here.Origin };
        foreach (var open in new[] { "/actor", "/catalogues/statistics", "/.well-known/nodeinfo", $"/.well-known/webfinger?resource=acct:statistics@{here.Host()}", "/actor/following" })
        {
            using var answer = await anybody.GetAsync(open, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var counted = JsonNode.Parse(await anybody.GetStringAsync("/catalogues/statistics/followers", Cancel))!.AsObject();
        Assert.Equal(1, counted["totalItems"]!.GetValue<int>());
        Assert.False(counted.ContainsKey("first") || counted.ContainsKey("orderedItems"));

        var signed = await peer.Read(here, "/catalogues/statistics/followers");
        var page = await peer.Read(here, new Uri(signed["first"]!.ToString()).PathAndQuery);
        Assert.Equal([new Uri(peer.Origin, "/actor").AbsoluteUri], page["orderedItems"]!.AsArray().Select(item => item!.ToString()));
        Assert.False(page.ContainsKey("next"));
        Assert.Equal(
            [new Uri(here.Origin, "/catalogues/statistics").AbsoluteUri],
            (await here.Read(peer, "/actor/following?page=1"))["orderedItems"]!.AsArray().Select(item => item!.ToString()));
    }

    private static async Task<string> Say(RunningNode node)
    {
        await node.Tell("statistics", "Announce", "one");
        return new Uri((string)(await node.Scalar("select id from node.outbox"))!).AbsolutePath; // just said
    }
}
