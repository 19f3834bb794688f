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
        await node.Open(down, up);
        var sent = Enumerable.Range(0, 20).Select(i => $"{i:00}").ToArray();
        foreach (var name in sent)
        {
            await node.Say(name, down.Host, up.Host);
        }

        await Neighbours.Eventually(() => Task.FromResult(up.Got.Count == sent.Length), "the peer that is there gets everything");
        Assert.Equal(sent, up.Got);
        await Neighbours.Eventually(
            async () => (await node.Deliveries().Lanes(Cancel)).Single(each => each.Host == down.Host) is { State: "unreachable", Waiting: 20, Reason: not null },
            "everything waits for the peer that is not there");

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
        await using var other = new ListeningPeer();
        await peer.Start();
        await other.Start();
        await node.Open(peer);
        await node.OpenBatched(other, IDeliveries.Direct);
        var sent = Enumerable.Range(0, 120).Select(i => $"{i:000}").ToArray();
        foreach (var name in sent)
        {
            await (name.EndsWith('1') ? replica : node).Say(name, peer.Host, other.Host);
        }

        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count >= sent.Length && other.Got.Count >= sent.Length), "everything arrives");
        await Task.Delay(1000, Cancel);
        Assert.Equal(sent, peer.Got);
        Assert.Equal(sent, other.Got);
    }

    [Fact]
    public async Task Puts_aside_what_a_peer_will_never_take_and_sends_it_again_when_told_to()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = name => name == "bad" ? 400 : 202 };
        await peer.Start();
        await node.Open(peer);
        await node.Say("bad", peer.Host);
        await node.Say("good", peer.Host);
        await Neighbours.Eventually(async () => (await node.Deliveries().DeadLetters(Cancel)).Count == 1 && peer.Got.Count == 1, "the next one passes");
        var letter = Assert.Single(await node.Deliveries().DeadLetters(Cancel));
        Assert.Contains("400", letter.Reason, StringComparison.Ordinal);

        peer.Answer = _ => 202;
        Assert.True(await node.Deliveries().Retry(letter.Id, Cancel));
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 2), "it is sent again");
        Assert.Equal(["good", "bad"], peer.Got);
        Assert.Empty(await node.Deliveries().DeadLetters(Cancel));
        Assert.False(await node.Deliveries().Retry(letter.Id, Cancel));
    }

    [Fact]
    public async Task Says_nothing_of_what_was_not_saved()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await peer.Start();
        await node.Open(peer);
        await using (var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            Post.Activities(node).Publish(session, Post.Announce("never saved"), new Audience.Peer(peer.Host));
        }

        await node.Say("saved", peer.Host);
        await Neighbours.Eventually(() => Task.FromResult(!peer.Got.IsEmpty), "the saved one arrives");
        Assert.Equal(["saved"], peer.Got);
    }

    [Fact]
    public async Task Of_a_new_follower_begins_with_the_first_thing_said_and_passes_over_what_a_newer_state_supersedes()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await using var stranger = new ListeningPeer();
        await peer.Start();
        await stranger.Start();
        await node.Tell("statistics", "Create", "hours v1", "hours");
        await node.Tell("statistics", "Update", "hours v2", "hours");
        await node.Tell("statistics", "Update", "pay v2", "pay");
        await node.Tell("statistics", "Update", "hours v3", "hours");
        await node.Tell("statistics", "Update", "sick leave v2", "sick leave");
        await node.Tell("statistics", "Delete", "sick leave is gone", "sick leave");
        await node.Tell("statistics", "Update", "never passed over 1");
        await node.Tell("statistics", "Update", "never passed over 2");
        await node.Tell("templates", "Create", "not followed");
        await node.OpenBatched(peer, "statistics");
        await node.Save(session => node.Deliveries().OpenLane(session, stranger.Host, stranger.Inbox, null, "statistics"));
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count >= 6 && stranger.Got.Count >= 6), "they catch up");
        string[] expected = ["hours v1", "pay v2", "hours v3", "sick leave is gone", "never passed over 1", "never passed over 2"];
        Assert.Equal(expected, peer.Got);
        Assert.Equal(expected, stranger.Got);
        Assert.Equal((1, 6), (peer.Requests, stranger.Requests));
        await Neighbours.Eventually(async () => (await node.Deliveries().Lanes(Cancel)).All(lane => lane.Waiting == 0), "nothing waits");
    }

    [Fact]
    public async Task Never_passes_over_what_is_said_to_one_peer()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await peer.Start();
        await node.Save(session =>
        {
            foreach (var name in new[] { "first", "second" })
            {
                Post.Activities(node).Publish(session, Post.Announce(name, "Update"), new Audience.Peer(peer.Host), about: "the same thing");
            }
        });
        await node.OpenBatched(peer, IDeliveries.Direct);
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 2), "both arrive");
        Assert.Equal(["first", "second"], peer.Got);
    }

    [Fact]
    public async Task Is_one_order_with_the_other_lanes_to_the_same_inbox()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        var sent = Enumerable.Range(0, 30).Select(i => $"{i:00}").ToArray();
        for (var i = 0; i < sent.Length; i++)
        {
            await (i % 3 == 0 ? node.Say(sent[i], peer.Host) : node.Tell(i % 3 == 1 ? "statistics" : "templates", "Create", sent[i]));
        }

        await node.Save(session =>
        {
            foreach (var stream in new[] { IDeliveries.Direct, "statistics", "templates" })
            {
                node.Deliveries().OpenLane(session, peer.Host, peer.Inbox, peer.Batches, stream);
            }
        });
        await peer.Start();
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == sent.Length), "everything arrives", node);
        Assert.Equal(sent, peer.Got);
    }

    [Fact]
    public async Task Stops_when_it_is_closed_and_goes_on_where_it_stood_when_it_is_opened_again()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await peer.Start();
        await node.OpenBatched(peer, "statistics");
        await node.Tell("statistics", "Create", "before");
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 1), "the first arrives");
        await node.Save(session => node.Deliveries().CloseLane(session, peer.Host, "statistics"));
        await node.Tell("statistics", "Create", "meanwhile");
        await Task.Delay(1000, Cancel);
        Assert.Equal(["before"], peer.Got);
        await node.OpenBatched(peer, "statistics");
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 2), "the rest arrives");
        Assert.Equal(["before", "meanwhile"], peer.Got);
    }

    [Fact]
    public async Task Is_told_what_is_taken_back_also_after_it_was_closed_and_nothing_else()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await using var never = new ListeningPeer();
        await peer.Start();
        await never.Start();
        await node.OpenBatched(peer, IDeliveries.Direct);
        await node.OpenBatched(peer, "statistics");
        await node.OpenBatched(never, IDeliveries.Direct);
        await node.Tell("statistics", "Create", "one");
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 1), "the first arrives");

        peer.BatchAnswer = 503; // what is said before it leaves does not reach it in time
        await node.Tell("statistics", "Delete", "gone before");
        await node.Tell("statistics", "Create", "two");
        await node.Save(session => node.Deliveries().CloseLane(session, peer.Host, "statistics"));
        await node.Tell("statistics", "Delete", "gone after");
        await node.Tell("statistics", "Update", "three");
        peer.BatchAnswer = null;
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 3), "both arrive", node);
        await Task.Delay(1000, Cancel);
        Assert.Equal(["one", "gone before", "gone after"], peer.Got);
        Assert.Empty(never.Got);
    }
}
