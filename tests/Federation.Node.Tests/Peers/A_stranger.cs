using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class A_stranger(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("@press@{0}")]
    [InlineData("acct:press@{0}")]
    [InlineData("http://{0}/users/press")]
    public async Task Is_proposed_by_account_or_address_and_follows_with_an_rsa_key_once_approved(string form)
    {
        await using var here = await RunningNode.Start(postgres);
        await using var stranger = await StrangersServer.Start();
        var desk = here.Services.GetRequiredService<PeerDesk>();
        var (ines, sam) = (await here.Add("h-ines", Roles.Administrator), await here.Add("h-sam", Roles.Steward));
        Assert.Null(await desk.Propose(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, stranger.Host), "The press", ines, Cancel));
        using (var early = await stranger.Post("press", here, Follow(stranger, here, "press")))
        {
            Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        }

        Assert.Null(await desk.Approve(stranger.Host, sam, Cancel));
        var register = here.Services.GetRequiredService<PeerRegister>();
        Assert.False((await register.Load(stranger.Host, Cancel))!.Introduction.IsNode);
        foreach (var name in new[] { "press", "archive" }) // the second is met for the first time: its key is looked up
        {
            using var answer = await stranger.Post(name, here, Follow(stranger, here, name));
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        }

        await Neighbours.Eventually(async () => (await register.Load(stranger.Host, Cancel))!.Followers.Count == 2, "both follow", here);
        using (var undo = await stranger.Post("press", here, new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams", ["id"] = stranger.Actor("press") + "#undo", ["type"] = "Undo",
            ["actor"] = stranger.Actor("press").AbsoluteUri, ["object"] = stranger.Actor("press") + "/follows/1",
        }))
        {
            Assert.Equal(HttpStatusCode.Accepted, undo.StatusCode);
        }

        await Neighbours.Eventually(async () => (await register.Load(stranger.Host, Cancel))!.Followers.Count == 1, "one has left", here);
        Assert.Equal(["statistics"], (await register.Load(stranger.Host, Cancel))!.Follows);
    }

    [Fact]
    public async Task Is_still_heard_when_it_changed_its_key_and_kept_the_keys_name()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var stranger = await StrangersServer.Start();
        var desk = here.Services.GetRequiredService<PeerDesk>();
        Assert.Null(await desk.Propose($"@press@{stranger.Host}", "The press", await here.Add("h-ines", Roles.Administrator), Cancel));
        Assert.Null(await desk.Approve(stranger.Host, await here.Add("h-sam", Roles.Steward), Cancel));
        stranger.Renew("press");
        using var answer = await stranger.Post("press", here, Follow(stranger, here, "press"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        stranger.Renew("press"); // twice in a minute: the second waits
        using var soon = await stranger.Post("press", here, Follow(stranger, here, "press"));
        Assert.Equal(HttpStatusCode.Unauthorized, soon.StatusCode);
        here.Clock.Advance(TimeSpan.FromMinutes(2));
        using var later = await stranger.Post("press", here, Follow(stranger, here, "press"));
        Assert.True(later.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Is_a_node_of_ours_when_its_NodeInfo_says_so_however_it_was_named()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var union = await RunningNode.Start(postgres, "Union B");
        Assert.Null(await here.Services.GetRequiredService<PeerDesk>().Propose($"@node@{union.Host()}", "B", await here.Add("h-ines", Roles.Administrator), Cancel));
        Assert.True((await here.PeerAt(union)).Introduction is { IsNode: true, BatchInbox: not null });
    }

    [Fact]
    public async Task Is_no_peer_when_its_account_leads_nowhere()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var stranger = await StrangersServer.Start();
        var refusal = await here.Services.GetRequiredService<PeerDesk>().Propose($"@nobody@{stranger.Host}", "Nobody", await here.Add("h-ines", Roles.Administrator), Cancel);
        Assert.Equal("peers.no-introduction", refusal?.Code);
    }

    private static JsonObject Follow(StrangersServer from, RunningNode to, string name) => new()
    {
        ["@context"] = "https://www.w3.org/ns/activitystreams", ["id"] = from.Actor(name) + "/follows/1", ["type"] = "Follow",
        ["actor"] = from.Actor(name).AbsoluteUri, ["object"] = new Uri(to.Origin, "/catalogues/statistics").AbsoluteUri,
    };
}
