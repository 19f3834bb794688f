using System.Net;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

public sealed class A_stream_that_cannot_go_on(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Waits_in_order_and_stops_no_other()
    {
        var effects = new Effects();
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(effects));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Scalar(Effects.Table);
        await here.Befriend(peer);
        effects.Fails["1"] = new FetchException("It is away.");
        foreach (var name in new[] { "1", "2" })
        {
            Assert.Equal(HttpStatusCode.Accepted, (await Post(peer, here, name, "/actor")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await Post(peer, here, "other", "/catalogues/statistics")).StatusCode);
        await Neighbours.Eventually(async () => (await Effects.Of(here)) is ["other"], "the other stream goes on");
        Assert.Equal("It is away.", await here.Scalar("select reason from node.inbox_pause"));
        Assert.Equal(HttpStatusCode.Accepted, (await Post(peer, here, "3", "/actor")).StatusCode);
        await Task.Delay(1000, Cancel);
        Assert.Equal(["other"], await Effects.Of(here));

        effects.Fails.Clear();
        await Neighbours.Eventually(async () => (await Effects.Of(here)).Length == 4, "the stream goes on", here);
        Assert.Equal(["1", "2", "3"], await Effects.Of(here, "/actor"));
        Assert.Equal(0L, await here.Scalar("select count(*) from node.inbox_pause"));
    }

    [Fact]
    public async Task Waits_as_long_as_the_peer_that_has_its_files_asks()
    {
        var effects = new Effects();
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(effects));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Scalar(Effects.Table);
        await here.Befriend(peer);
        effects.Fails["1"] = new FetchException("It answered 429.") { RetryAfter = TimeSpan.FromHours(15) };
        Assert.Equal(HttpStatusCode.Accepted, (await Post(peer, here, "1", "/actor")).StatusCode);
        await Neighbours.Eventually(async () => await here.Scalar("select reason from node.inbox_pause") is "It answered 429.", "the stream waits");
        effects.Fails.Clear();
        here.Clock.Advance(TimeSpan.FromHours(14));
        await Task.Delay(1500, Cancel);
        Assert.Empty(await Effects.Of(here));

        here.Clock.Advance(TimeSpan.FromHours(1));
        await Neighbours.Eventually(async () => await Effects.Of(here) is ["1"], "the stream goes on", here);
    }

    [Fact]
    public async Task Goes_on_without_what_nobody_can_apply_and_says_so()
    {
        var effects = new Effects();
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(effects));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Scalar(Effects.Table);
        await here.Befriend(peer);
        effects.Fails["defect"] = new InvalidOperationException("a defect of this node");
        effects.Fails["away"] = new FetchException("It is away.");
        foreach (var name in new[] { "defect", "away", "good" })
        {
            await Post(peer, here, name, "/actor");
        }

        for (var i = 0; i < 600 && (await Effects.Of(here)).Length == 0; i++)
        {
            here.Clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(100, Cancel);
        }

        Assert.Equal(["good"], await Effects.Of(here));
        var refused = await here.Services.GetRequiredService<IDeliveries>().Refused(Cancel);
        Assert.Equal(2, refused.Count);
        Assert.Contains(refused, each => each.Reason.Contains("It is away.", StringComparison.Ordinal));
        Assert.Contains(refused, each => each.Reason.Contains($"after {InboxLimits.MaxFailures} tries", StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> Post(RunningNode from, RunningNode to, string name, string actor) =>
        new Envelope(from, to, Envelope.Bytes(Effects.Announce(from, name, actor))).Post();
}
