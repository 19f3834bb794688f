using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Tests.Peers;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

public sealed class A_lane(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delivers_everything_in_order_once_a_peer_is_back_and_delays_nobody_meanwhile()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var down = new ListeningPeer();
        await using var up = new ListeningPeer();
        await up.Start();
        await Open(node, down, up);
        var sent = Enumerable.Range(0, 20).Select(i => $"{i:00}").ToArray();
        foreach (var name in sent)
        {
            await Say(node, name, down.Host, up.Host);
        }

        await Neighbours.Eventually(() => Task.FromResult(up.Got.Count == sent.Length), "the peer that is there gets everything");
        Assert.Equal(sent, up.Got);
        var lane = (await Deliveries(node).Lanes(Cancel)).Single(each => each.Host == down.Host);
        Assert.Equal("unreachable", lane.State);
        Assert.NotNull(lane.Reason);

        await down.Start();
        await Neighbours.Eventually(() => Task.FromResult(down.Got.Count == sent.Length), "the peer that was down gets everything", node);
        Assert.Equal(sent, down.Got);
    }

    [Fact]
    public async Task Does_not_deliver_twice_when_two_replicas_serve_it()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        await using var peer = new ListeningPeer();
        await peer.Start();
        await Open(node, peer);
        var sent = Enumerable.Range(0, 120).Select(i => $"{i:000}").ToArray();
        foreach (var name in sent)
        {
            await Say(name.EndsWith('1') ? replica : node, name, peer.Host);
        }

        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count >= sent.Length), "everything arrives");
        await Task.Delay(1000, Cancel);
        Assert.Equal(sent, peer.Got);
    }

    [Fact]
    public async Task Puts_aside_what_a_peer_will_never_take_and_sends_it_again_when_told_to()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = name => name == "bad" ? 400 : 202 };
        await peer.Start();
        await Open(node, peer);
        await Say(node, "bad", peer.Host);
        await Say(node, "good", peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 1), "the next one passes");
        var letter = Assert.Single(await Deliveries(node).DeadLetters(Cancel));
        Assert.Contains("400", letter.Reason, StringComparison.Ordinal);

        peer.Answer = _ => 202;
        Assert.True(await Deliveries(node).Retry(letter.Host, letter.ActivityId, Cancel));
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 2), "it is sent again");
        Assert.Equal(["good", "bad"], peer.Got);
        Assert.Empty(await Deliveries(node).DeadLetters(Cancel));
    }

    [Fact]
    public async Task Says_nothing_of_what_was_not_saved()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await peer.Start();
        await Open(node, peer);
        await using (var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            Publish(node, session, "never saved", peer.Host);
        }

        await Say(node, "saved", peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(!peer.Got.IsEmpty), "the saved one arrives");
        Assert.Equal(["saved"], peer.Got);
    }

    private static IDeliveries Deliveries(RunningNode node) => node.Services.GetRequiredService<IDeliveries>();

    private static async Task Open(RunningNode node, params ListeningPeer[] peers)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        foreach (var peer in peers)
        {
            Deliveries(node).OpenLane(session, peer.Host, peer.Inbox);
        }

        await session.SaveChangesAsync(Cancel);
    }

    private static async Task Say(RunningNode node, string name, params string[] hosts)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        foreach (var host in hosts)
        {
            Publish(node, session, name, host);
        }

        await session.SaveChangesAsync(Cancel);
    }

    private static void Publish(RunningNode node, IDocumentSession session, string name, string host) =>
        node.Services.GetRequiredService<IActivities>().Publish(
            session, new JsonObject { ["type"] = "Announce", ["summary"] = name, ["object"] = "https://union.example/x" }, new Audience.Peer(host));
}
