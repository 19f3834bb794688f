using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

/// <summary>An officer decides that a catalogue is followed no more.</summary>
public sealed class A_catalogue_no_longer_followed(PostgresFixture postgres)
{
    private const string NotFollowed = "This node does not follow that catalogue.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Brings_nothing_more_but_what_is_held_of_it_stays_until_it_is_withdrawn()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await Acquaint(fnt, union, "statistics");
        var campaign = await union.OpenCampaign();
        var members = await union.Contribute(campaign, 12, "care", "north");
        var release = await union.Release();
        await Neighbours.Eventually(async () => await Mirrors(fnt) is [{ Current.Version: 1 }], "the release is mirrored", fnt, union);

        using (var officer = await fnt.SignedIn("olga", Roles.Officer))
        {
            await officer.Open("/peers");
            await officer.Submit($"/peers/{union.Host()}/unfollow", ("catalogue", "statistics"));
            Assert.DoesNotContain("we follow it", officer.Text, StringComparison.Ordinal);
        }

        await Neighbours.Eventually(async () => (await union.PeerAt(fnt)).Follows.Count == 0, "its publisher knows", fnt, union);
        var undo = JsonNode.Parse((string)(await fnt.Scalar(
            "select convert_from(body, 'UTF8') from node.outbox where convert_from(body, 'UTF8')::jsonb ->> 'type' = 'Undo'"))!)!; // it was sent
        Assert.Equal("Follow", undo["object"]!["type"]!.ToString());
        Assert.Equal(new Uri(union.Origin, "/catalogues/statistics").AbsoluteUri, undo["object"]!["object"]!.ToString());
        Assert.Empty(await fnt.Services.GetRequiredService<IFollowing>().Followed(Cancel));

        await union.Contribute(campaign, 10, "care", "north");
        await union.Release();
        await Task.Delay(1000, Cancel);
        Assert.Equal(1, Assert.Single(await Mirrors(fnt)).Current!.Version); // held, and nothing newer

        var consent = await Withdrawing.Of(union, members[0]);
        await Neighbours.Eventually(async () => await Mirrors(fnt) is [{ Current: null }], "the withdrawal reaches who holds a copy", fnt, union);
        var ledger = union.Services.GetRequiredService<WithdrawalLedger>();
        await Neighbours.Eventually(
            async () => (await ledger.OfConsent(consent, Cancel)).SelectMany(each => each.Notices).ToList() is [{ Answer.Outcome: "erased" }], "and is answered", fnt, union);

        await fnt.Follow(union, "statistics");
        await Neighbours.Eventually(
            async () => await Mirrors(fnt) is [{ Current: { } newest }] && newest.Version == (await union.Dataset(release))!.Current!.Version, "what was missed comes", fnt, union);
        Assert.Empty(await fnt.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
    }

    [Fact]
    public async Task Is_refused_with_the_reason_when_it_speaks_on_and_read_again_when_it_is_followed_again()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await Acquaint(union, fnt, "tools");
        await fnt.PublishTool(ToolSteps.Manifest("1.0.0"));
        await Neighbours.Eventually(async () => (await union.Copies()).Count == 1, "the first version arrives", union, fnt);
        Assert.Equal(CatchUpVerdict.Same, (await union.Compare()).Verdict);
        await Stop(union, fnt, "tools");

        await fnt.Scalar($"update node.lane set is_open = true where host = '{union.Host()}' and stream = 'tools' returning 1"); // as if it had not heard yet
        await fnt.PublishTool(ToolSteps.Manifest("1.1.0"));
        await Neighbours.Eventually(
            async () => await fnt.Scalar("select reason from node.delivery_receipt where outcome = 'refused'") is NotFollowed, "its publisher reads why, signed", union, fnt);
        Assert.Equal(NotFollowed, Assert.Single(await union.Services.GetRequiredService<IDeliveries>().Refused(Cancel)).Reason);
        await fnt.Scalar($"update node.lane set is_open = false where host = '{union.Host()}' and stream = 'tools' returning 1");
        await fnt.PublishTool(ToolSteps.Manifest("1.2.0"));
        Assert.Single(await union.Copies());

        await union.Follow(fnt, "tools");
        await Neighbours.Eventually(async () => (await union.Copies()).Count == 2, "what was said meanwhile is delivered", union, fnt);
        await Neighbours.Eventually(async () => (await union.PeerAt(fnt)).Following is [{ IsAccepted: true }], "it is followed", union, fnt);
        Assert.Equal(0L, await union.Scalar("select count(*) from node.catch_up where verdict is not null")); // it is compared soon, as one that is new
        Assert.Equal((CatchUpVerdict.CaughtUp, 1), await union.Compare() is { } compared ? (compared.Verdict, compared.Missing) : default);
        Assert.Equal(3, (await union.Copies()).Count); // what was refused was read
    }

    [Fact]
    public async Task Still_tells_what_it_takes_back()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await Acquaint(union, fnt, "tools");
        await fnt.PublishTool();
        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the tool is mirrored", union, fnt);
        await Stop(union, fnt, "tools");

        using var stan = await fnt.SignedIn("stan", Roles.Steward);
        await stan.Open("/tools");
        await stan.Submit(stan.Page.QuerySelector("form[action$='/revoke']")!.GetAttribute("action")!, ("reason", "It sends payslips abroad."));
        await Neighbours.Eventually(async () => await union.Copies() is [{ RevokedBecause: "It sends payslips abroad." }], "the revocation arrives", union, fnt);

        // Followed again, it is the same activity: both sides agree on what was said.
        await union.Follow(fnt, "tools");
        await Neighbours.Eventually(async () => (await union.PeerAt(fnt)).Following is [{ IsAccepted: true }], "it is followed", union, fnt);
        Assert.Equal(CatchUpVerdict.Same, (await union.Compare()).Verdict);
    }

    [Fact]
    public async Task Is_left_while_its_publisher_is_blocked_and_that_is_said_when_the_block_is_lifted()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await Acquaint(union, fnt, "tools");
        await union.Follow(fnt, "templates");
        await Neighbours.Eventually(async () => (await fnt.PeerAt(union)).Follows.Count == 2, "both are followed", union, fnt);
        var desk = union.Services.GetRequiredService<PeerDesk>();
        Assert.Null(await desk.Block(fnt.Host(), "A quarrel", await union.Person("ines"), Cancel));
        using (var ines = await union.SignedIn("ines"))
        {
            await ines.Open("/peers");
            Assert.Null(ines.Page.QuerySelector("form[action$='/follow']"));
            await ines.Submit($"/peers/{fnt.Host()}/unfollow", ("catalogue", "tools"));
        }

        Assert.Null(await desk.Unblock(fnt.Host(), await union.Person("ines"), Cancel));
        Assert.Null(await desk.Unblock(fnt.Host(), await union.Person("sam"), Cancel));
        await Neighbours.Eventually(async () => (await fnt.PeerAt(union)).Follows is ["templates"], "the Undo arrives", union, fnt);
        Assert.Equal("templates", Assert.Single((await union.PeerAt(fnt)).Following).Catalogue);
    }

    [Fact]
    public async Task Is_every_one_of_a_peer_that_is_removed_on_both_sides_once_it_is_a_peer_again()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await Acquaint(union, fnt, "tools");
        await Acquaint(fnt, union, "statistics", areFriends: true);
        Assert.Null(await union.Services.GetRequiredService<PeerDesk>().Remove(fnt.Host(), await union.Person("ines"), Cancel));
        await union.Befriend(fnt);
        await Neighbours.Eventually(async () => (await fnt.PeerAt(union)) is { Follows: [], Following: [{ IsRefused: true }] }, "the other side knows", union, fnt);

        await fnt.Follow(union, "statistics");
        await Neighbours.Eventually(async () => (await fnt.PeerAt(union)).Following is [{ IsAccepted: true }], "it may follow again", union, fnt);
    }

    [Fact]
    public async Task Cannot_be_left_twice_or_by_a_member()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await Acquaint(union, fnt, "tools");
        var desk = union.Services.GetRequiredService<FollowDesk>();
        Assert.Equal("peers.role-missing", (await desk.Unfollow(fnt.Host(), "tools", await union.Add("mia"), Cancel))?.Code);
        Assert.Equal("peers.not-followed", (await desk.Unfollow(fnt.Host(), "statistics", await union.Person("ines"), Cancel))?.Code);
        Assert.Equal("peers.no-such-peer", (await desk.Unfollow("nobody.example", "tools", await union.Person("ines"), Cancel))?.Code);
        Assert.Null(await desk.Unfollow(fnt.Host(), "tools", await union.Person("ines"), Cancel));
        Assert.Equal("peers.not-followed", (await desk.Unfollow(fnt.Host(), "tools", await union.Person("ines"), Cancel))?.Code);
    }

    private static async Task Acquaint(RunningNode follower, RunningNode publisher, string catalogue, bool areFriends = false)
    {
        if (!areFriends)
        {
            await follower.Befriend(publisher);
            await publisher.Befriend(follower);
        }

        await follower.Follow(publisher, catalogue);
        await Neighbours.Eventually(
            async () => (await follower.PeerAt(publisher)).Following.Any(each => each.Catalogue == catalogue && each.IsAccepted), "it is followed", follower, publisher);
    }

    private static async Task Stop(RunningNode follower, RunningNode publisher, string catalogue)
    {
        Assert.Null(await follower.Services.GetRequiredService<FollowDesk>().Unfollow(publisher.Host(), catalogue, await follower.Person("ines"), Cancel));
        await Neighbours.Eventually(async () => (await publisher.PeerAt(follower)).Follows.Count == 0, "the Undo arrives", follower, publisher);
    }

    private static Task<IReadOnlyList<Mirror>> Mirrors(RunningNode node) => node.Services.GetRequiredService<MirrorShelf>().All(Cancel);
}
