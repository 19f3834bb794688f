using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class An_affiliate_of_a_trusted_federation(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_a_peer_without_two_people_until_its_credential_is_taken_back()
    {
        await using var a = await RunningNode.Start(postgres, "Union A");
        await using var b = await RunningNode.Start(postgres, "Union B");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        foreach (var union in new[] { a, b })
        {
            await union.Befriend(fnt);
            await fnt.Befriend(union);
        }

        var federation = fnt.Services.GetRequiredService<AffiliationDesk>();
        var (ines, sam) = (await fnt.Add("f-ines", Roles.Administrator), await fnt.Add("f-sam", Roles.Steward));
        Assert.Null(await federation.Propose(a.Host(), fnt.Clock.GetUtcNow().AddDays(60), ines, Cancel));
        Assert.Equal("peers.same-person", (await federation.Approve(a.Host(), ines, Cancel))?.Code);
        Assert.Null(await federation.Approve(a.Host(), sam, Cancel));
        var union_b = b.Services.GetRequiredService<AffiliationDesk>();
        await Neighbours.Eventually(
            async () => (await union_b.All(Cancel)) is [{ Document: not null } heard] && heard.Host == a.Host() && heard.Issuer == fnt.Host(), "B hears of the affiliate", b, fnt);
        var peers = b.Services.GetRequiredService<IPeers>();
        Assert.Null(await peers.Find(a.Host(), Cancel)); // heard of, but nobody here trusts FNT to vouch

        var (first, second) = (await b.Add("b-ines", Roles.Administrator), await b.Add("b-sam", Roles.Officer));
        Assert.Null(await union_b.Trust(fnt.Host(), first, Cancel));
        Assert.Null(await peers.Find(a.Host(), Cancel));
        Assert.Null(await union_b.Trust(fnt.Host(), second, Cancel));
        Assert.True((await peers.Find(a.Host(), Cancel))?.IsApproved);
        Assert.Equal(PeerState.Vouched, (await b.PeerAt(a)).State);

        Assert.Null(await federation.Revoke(a.Host(), "Left the federation", ines, Cancel));
        await Neighbours.Eventually(async () => await peers.Find(a.Host(), Cancel) is not { IsApproved: true }, "B hears that the credential was taken back", b, fnt);
        Assert.Equal(PeerState.Removed, (await b.PeerAt(a)).State);
    }

    [Fact]
    public async Task Is_sent_again_what_it_follows_when_the_federation_vouches_for_it_anew()
    {
        await using var here = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var affiliate = await RunningNode.Start(postgres, "Union B");
        await fnt.VouchFor(affiliate, here);
        await affiliate.Befriend(here);
        await affiliate.Follow(here, "templates");
        await Neighbours.Eventually(async () => await Sent(here, affiliate), "what it follows is sent to it", here, affiliate);
        Assert.Null(await fnt.Services.GetRequiredService<AffiliationDesk>().Revoke(affiliate.Host(), "Fees not paid", await fnt.Add("f-ines", Roles.Administrator), Cancel));
        await Neighbours.Eventually(async () => !await Sent(here, affiliate), "nothing more is sent to it", here, fnt);
        await fnt.Affiliate(affiliate);
        await here.Accepts(affiliate, fnt);
        Assert.True(await Sent(here, affiliate));
        Assert.Equal([affiliate.Host()], await here.Services.GetRequiredService<Federation.Node.Delivery.IFollowers>().HostsOf("templates", Cancel));
    }

    private static async Task<bool> Sent(RunningNode node, RunningNode peer) =>
        await node.Scalar($"select 1 from node.lane where is_open and stream = 'templates' and host = '{peer.Host()}'") is not null;

    [Fact]
    public async Task Is_found_in_the_federations_list_and_is_no_peer_once_its_time_is_over()
    {
        await using var a = await RunningNode.Start(postgres, "Union A");
        await using var b = await RunningNode.Start(postgres, "Union B");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await fnt.Befriend(a);
        var federation = fnt.Services.GetRequiredService<AffiliationDesk>();
        var (ines, sam) = (await fnt.Add("f-ines", Roles.Administrator), await fnt.Add("f-sam", Roles.Steward));
        Assert.Null(await federation.Propose(a.Host(), fnt.Clock.GetUtcNow().AddDays(2), ines, Cancel));
        Assert.Null(await federation.Approve(a.Host(), sam, Cancel));
        using (var http = new HttpClient { BaseAddress = fnt.Origin })
        {
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await http.GetAsync("/affiliations?page=1", Cancel)).StatusCode);
        }

        await fnt.Befriend(b); // B comes later than the announcement
        await b.Befriend(fnt);
        var desk = b.Services.GetRequiredService<AffiliationDesk>();
        Assert.Null(await desk.Trust(fnt.Host(), await b.Add("b-ines", Roles.Administrator), Cancel));
        Assert.Null(await desk.Trust(fnt.Host(), await b.Add("b-sam", Roles.Officer), Cancel));
        var register = b.Services.GetRequiredService<PeerRegister>();
        Assert.True(await register.Accepts(a.Host(), Cancel));
        b.Clock.Advance(TimeSpan.FromDays(3));
        Assert.False(await register.Accepts(a.Host(), Cancel));
    }
}
