using Federation.Node.Members;
using Federation.Node.Peers;
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
        Assert.Null(await node.Services.GetRequiredService<PeerDesk>().Follow(other.Host(), catalogue, await node.Person("ines"), Cancel));

    public static async Task<Peer> PeerAt(this RunningNode node, RunningNode other) =>
        (await node.Services.GetRequiredService<PeerRegister>().Load(other.Host(), Cancel))!; // befriended

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

    private static async Task<Guid> Person(this RunningNode node, string name) =>
        await node.Services.GetRequiredService<MemberDesk>().FindByName(name, Cancel) ?? await node.Add(name, Roles.Administrator);
}
