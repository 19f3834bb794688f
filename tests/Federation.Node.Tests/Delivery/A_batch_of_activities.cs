using Federation.Node.Delivery;
using Federation.Node.Tests.Peers;

namespace Federation.Node.Tests.Delivery;

public sealed class A_batch_of_activities(PostgresFixture postgres)
{
    private static readonly string[] Sent = [.. Enumerable.Range(0, 250).Select(i => $"{i:000}")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Holds_a_hundred_at_most_in_order()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await peer.Start();
        await node.SayAll(Sent, peer.Host);
        await node.OpenBatched(peer, IDeliveries.Direct);
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == Sent.Length), "everything arrives");
        Assert.Equal(Sent, peer.Got);
        Assert.Equal(3, peer.Requests);
    }

    [Fact]
    public async Task Goes_on_after_an_item_that_is_refused_for_what_it_says()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = name => name.EndsWith('7') ? 422 : 202 };
        await peer.Start();
        await node.SayAll(Sent, peer.Host);
        await node.OpenBatched(peer, IDeliveries.Direct);
        await Neighbours.Eventually(async () => (await node.Deliveries().DeadLetters(Cancel)).Count == 25, "the refused ones are put aside");
        Assert.Equal(Sent.Where(name => !name.EndsWith('7')), peer.Got);
    }

    [Fact]
    public async Task Is_sent_again_from_the_item_that_was_not_looked_at()
    {
        await using var node = await RunningNode.Start(postgres);
        var busy = true;
        await using var peer = new ListeningPeer { Answer = name => name == "042" && busy ? 503 : 202 };
        await peer.Start();
        await node.SayAll(Sent, peer.Host);
        await node.OpenBatched(peer, IDeliveries.Direct);
        await Neighbours.Eventually(async () => (await node.Deliveries().Lanes(Cancel)).Single() is { State: "unreachable", Waiting: 208 }, "it stops there");
        Assert.Equal(42, peer.Got.Count);
        busy = false;
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == Sent.Length), "the rest arrives", node);
        Assert.Equal(Sent, peer.Got);
        Assert.Empty(await node.Deliveries().DeadLetters(Cancel));
    }

    [Theory, InlineData(404), InlineData(415), InlineData(501)]
    public async Task Is_sent_one_by_one_to_a_peer_that_takes_none(int answer)
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { BatchAnswer = answer };
        await peer.Start();
        await node.SayAll(Sent[..30], peer.Host);
        await node.OpenBatched(peer, IDeliveries.Direct);
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 30), "everything arrives");
        Assert.Equal(Sent[..30], peer.Got);
        Assert.Equal(31, peer.Requests);
    }
}
