using System.Diagnostics;
using Federation.Node.Delivery;
using Federation.Node.Tests.Peers;

namespace Federation.Node.Tests.Delivery;

public sealed class A_peer_in_trouble(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_left_alone_as_long_as_it_asks_for_although_it_speaks_to_us()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = _ => 429, RetryAfter = "7200" };
        await peer.Start();
        await node.Open(peer);
        await node.Say("one", peer.Host);
        await Neighbours.Eventually(async () => (await Lane(node)).State == "unreachable", "it asks for a pause");
        peer.Answer = _ => 202;
        node.Clock.Advance(TimeSpan.FromHours(1.9));
        await node.Deliveries().Wake(peer.Host, Cancel);
        await Task.Delay(1500, Cancel);
        Assert.Equal(1, peer.Requests);
        node.Clock.Advance(TimeSpan.FromHours(0.2));
        await Neighbours.Eventually(async () => peer.Got.Count == 1 && (await Lane(node)).State == "ready", "it is tried when the pause is over");
    }

    [Fact]
    public async Task Is_tried_at_once_when_it_speaks_to_us_and_asked_for_no_pause()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = _ => 410 };
        await peer.Start();
        await node.Open(peer);
        await node.Say("one", peer.Host);
        await Neighbours.Eventually(async () => (await Lane(node)).State == "unreachable", "it says that it is gone");
        peer.Answer = _ => 202;
        await Task.Delay(1000, Cancel);
        Assert.Equal(1, peer.Requests);
        await node.Deliveries().Wake(peer.Host, Cancel);
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 1), "it is tried");
    }

    [Fact]
    public async Task Is_called_gone_after_three_days_of_410_and_what_waited_is_one_dead_letter_that_can_be_sent_again_or_discarded()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer { Answer = _ => 410 };
        await peer.Start();
        await node.Open(peer);
        await node.SayAll(Enumerable.Range(0, 150).Select(i => $"{i:000}"), peer.Host);
        for (var day = 1; day <= 2; day++)
        {
            await Neighbours.Eventually(() => Task.FromResult(peer.Requests == day), $"it is asked {day} times");
            await Neighbours.Eventually(async () => (await Lane(node)).State == "unreachable", "it says that it is gone");
            Assert.Empty(await node.Deliveries().DeadLetters(Cancel));
            node.Clock.Advance(TimeSpan.FromDays(1.01));
        }

        await Neighbours.Eventually(async () => await Lane(node) is { State: "gone", Waiting: 0 }, "it is believed");
        var letter = Assert.Single(await node.Deliveries().DeadLetters(Cancel));
        Assert.Equal(150, letter.Count);
        Assert.Contains("410", letter.Reason, StringComparison.Ordinal);
        await node.Say("later", peer.Host);
        node.Clock.Advance(TimeSpan.FromDays(30));
        await Task.Delay(1000, Cancel);
        Assert.Equal(3, peer.Requests);

        peer.Answer = _ => 202;
        Assert.True(await node.Deliveries().Retry(letter.Id, Cancel));
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 151), "all of it is sent again, and what came later");
        Assert.Equal([.. Enumerable.Range(0, 150).Select(i => $"{i:000}"), "later"], peer.Got);
        Assert.Empty(await node.Deliveries().DeadLetters(Cancel));
        await Neighbours.Eventually(async () => (await Lane(node)).State == "ready", "it is a peer like others again");
    }

    [Fact]
    public async Task Is_given_up_on_after_thirty_days_with_one_dead_letter_for_each_stream()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = new ListeningPeer();
        await node.OpenBatched(peer, IDeliveries.Direct);
        await node.OpenBatched(peer, "statistics");
        await node.SayAll(["one", "two"], peer.Host);
        await node.Tell("statistics", "Create", "three");
        await Neighbours.Eventually(async () => (await Lane(node)).State == "unreachable", "it is down");
        node.Clock.Advance(TimeSpan.FromDays(30.5));
        await Neighbours.Eventually(async () => (await node.Deliveries().DeadLetters(Cancel)).Count == 2 && (await Lane(node)).Waiting == 0, "it is given up on");
        var letters = await node.Deliveries().DeadLetters(Cancel);
        Assert.Equal([1, 2], letters.Select(letter => letter.Count).Order());

        Assert.True(await node.Deliveries().Discard(letters.Single(letter => letter.Count == 2).Id, Cancel));
        Assert.True(await node.Deliveries().Retry(letters.Single(letter => letter.Count == 1).Id, Cancel));
        await peer.Start();
        await node.Tell("statistics", "Create", "four");
        await Neighbours.Eventually(() => Task.FromResult(peer.Got.Count == 2), "it is back", node);
        Assert.Equal(["three", "four"], peer.Got);
    }

    [Fact]
    public async Task Delays_nobody_else_when_it_is_slow_be_there_ever_so_many_of_them()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var prompt = new ListeningPeer();
        await prompt.Start();
        await using var slow = new ListeningPeer { TakesTime = TimeSpan.FromSeconds(8) };
        await slow.Start();
        await node.Save(session =>
        {
            for (var i = 1; i <= 150; i++)
            {
                var host = $"127.0.1.{i}:{slow.Inbox.Port}"; // nobody there answers on these addresses but through the one server
                node.Deliveries().OpenLane(session, host, new Uri($"http://{slow.Host}/inbox?{i}"), null, "statistics");
            }

            node.Deliveries().OpenLane(session, prompt.Host, prompt.Inbox, null, "templates");
        });
        await node.Tell("statistics", "Create", "for the slow ones");
        await Neighbours.Eventually(() => Task.FromResult(slow.Requests >= 64), "the slow ones are being served");
        var watch = Stopwatch.StartNew();
        await node.Tell("templates", "Create", "for the prompt one");
        await Neighbours.Eventually(() => Task.FromResult(prompt.Got.Count == 1), "the prompt one is served meanwhile");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        Assert.Empty(slow.Got);
    }

    private static async Task<LaneCard> Lane(RunningNode node) => (await node.Deliveries().Lanes(Cancel)).Single();
}
