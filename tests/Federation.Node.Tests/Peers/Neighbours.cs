using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Peers.Affiliations;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

/// <summary>Nodes that make each other's acquaintance.</summary>
internal static class Neighbours
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Host(this RunningNode node) => node.Origin.Authority;

    /// <summary>Two people of this node make the other its peer.</summary>
    public static async Task Befriend(this RunningNode node, RunningNode other)
    {
        var desk = node.Services.GetRequiredService<PeerDesk>();
        Assert.Null(await desk.Propose(other.Host(), "the other", await node.Person("ines"), Cancel));
        Assert.Null(await desk.Approve(other.Host(), await node.Person("sam"), Cancel));
    }

    public static async Task Follow(this RunningNode node, RunningNode other, string catalogue) =>
        Assert.Null(await node.Services.GetRequiredService<FollowDesk>().Follow(other.Host(), catalogue, await node.Person("ines"), Cancel));

    /// <summary>This node, a federation, signs that a host is its affiliate, and people of another node trust it to.</summary>
    public static async Task VouchFor(this RunningNode federation, RunningNode affiliate, RunningNode at)
    {
        await federation.Befriend(affiliate);
        await federation.Befriend(at);
        await at.Befriend(federation);
        var theirs = at.Services.GetRequiredService<AffiliationDesk>();
        Assert.Null(await theirs.Trust(federation.Host(), await at.Person("ines"), Cancel));
        Assert.Null(await theirs.Trust(federation.Host(), await at.Person("sam"), Cancel));
        await federation.Affiliate(affiliate);
        await at.Accepts(affiliate, federation);
    }

    /// <summary>Waits until a federation's word has made a peer.</summary>
    public static Task Accepts(this RunningNode node, RunningNode affiliate, RunningNode federation) => Eventually(
        async () =>
        {
            await node.Services.GetRequiredService<Vouching>().Settle(Cancel); // each minute, by itself
            return await node.Services.GetRequiredService<PeerRegister>().Accepts(affiliate.Host(), Cancel);
        },
        "the affiliate is a peer", node, federation);

    /// <summary>Two people of this node sign that another is its affiliate.</summary>
    public static async Task Affiliate(this RunningNode federation, RunningNode affiliate)
    {
        var desk = federation.Services.GetRequiredService<AffiliationDesk>();
        Assert.Null(await desk.Propose(affiliate.Host(), federation.Clock.GetUtcNow().AddDays(60), await federation.Person("ines"), Cancel));
        Assert.Null(await desk.Approve(affiliate.Host(), await federation.Person("sam"), Cancel));
    }

    public static async Task<Peer> PeerAt(this RunningNode node, RunningNode other) =>
        (await node.Services.GetRequiredService<PeerRegister>().Load(other.Host(), Cancel))!; // befriended

    /// <summary>Reads something of another node, signed.</summary>
    public static Task<JsonObject> Read(this RunningNode node, RunningNode other, string path) =>
        node.Services.GetRequiredService<ISignedFetch>().Document(new Uri(other.Origin, path), Cancel);

    /// <summary>Waits for what happens in the background; moves the clocks on so that pauses end.</summary>
    public static async Task Eventually(Func<Task<bool>> holds, string what, params RunningNode[] nodes)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await holds())
            {
                return;
            }

            foreach (var node in nodes)
            {
                node.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Delay(100, Cancel);
        }

        Assert.Fail("It did not happen: " + what);
    }

    /// <summary>An administrator of that name, made when there is none.</summary>
    public static async Task<Guid> Person(this RunningNode node, string name) =>
        await node.Services.GetRequiredService<MemberDesk>().FindByName(name, Cancel) ?? await node.Add(name, Roles.Administrator);
}
