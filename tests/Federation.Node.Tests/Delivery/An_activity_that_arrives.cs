using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Delivery;

public sealed class An_activity_that_arrives(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_refused_with_its_status_and_changes_nothing_when_one_thing_about_it_is_wrong()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var good = Envelope.Bytes(Envelope.Follow(peer, here));
        var altered = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good).Replace("/activities/1", "/activities/2", StringComparison.Ordinal));
        var unproven = Envelope.Follow(peer, here);
        unproven["summary"] = "added after the proof";
        var foreign = Envelope.Follow(peer, here, actor: "https://somebody.example/actor");
        var twice = Encoding.UTF8.GetBytes("{\"type\":\"Like\"," + Encoding.UTF8.GetString(good)[1..]);
        var cases = new (string What, HttpStatusCode Status, Envelope Envelope)[]
        {
            ("oversized", HttpStatusCode.RequestEntityTooLarge, new(peer, here, new byte[(1024 * 1024) + 1])),
            ("another media type", HttpStatusCode.UnsupportedMediaType, new(peer, here, good) { MediaType = "application/json" }),
            ("body altered on the way", HttpStatusCode.BadRequest, new(peer, here, good) { Sent = altered }),
            ("digest of something else", HttpStatusCode.BadRequest, new(peer, here, good) { Digest = "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:" }),
            ("digest not covered", HttpStatusCode.Unauthorized, new(peer, here, good) { Covered = ["@method", "@target-uri"] }),
            ("signed for another inbox", HttpStatusCode.Unauthorized, new(peer, here, good) { Target = new Uri("https://elsewhere.example/inbox") }),
            ("duplicate names", HttpStatusCode.BadRequest, new(peer, here, twice)),
            ("invalid UTF-8", HttpStatusCode.BadRequest, new(peer, here, [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8])),
            ("another host's actor", HttpStatusCode.Forbidden, new(peer, here, Envelope.Bytes(foreign))),
            ("proof broken", HttpStatusCode.Unauthorized, new(peer, here, Envelope.Bytes(unproven))),
        };
        foreach (var (what, status, envelope) in cases)
        {
            using var answer = await envelope.Post();
            Assert.True(answer.StatusCode == status, $"{what}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        peer.Clock.Advance(TimeSpan.FromHours(2));
        using var early = await new Envelope(peer, here, good).Post();
        Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);
        here.Clock.Advance(TimeSpan.FromHours(4));
        using var late = await new Envelope(peer, here, good).Post();
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Empty((await here.PeerAt(peer)).Follows);
        Assert.Equal(0L, await Count(here, "node.received"));
    }

    [Fact]
    public async Task Is_turned_away_and_noted_when_its_sender_is_no_peer()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var stranger = await RunningNode.Start(postgres, "Stranger");
        using var answer = await new Envelope(stranger, here, Envelope.Bytes(Envelope.Follow(stranger, here))).Post();
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var knock = Assert.Single(await here.Services.GetRequiredService<IDeliveries>().Knocks(Cancel));
        Assert.Equal(stranger.Host(), knock.Host);
        Assert.Equal(0L, await Count(here, "node.received"));
    }

    [Fact]
    public async Task Takes_effect_once_and_never_changes()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var follow = Envelope.Follow(peer, here);
        var envelope = new Envelope(peer, here, Envelope.Bytes(follow));
        Assert.Equal(HttpStatusCode.Accepted, (await envelope.Post()).StatusCode);
        await here.Settled();
        Assert.Equal(["statistics"], (await here.PeerAt(peer)).Follows);
        await Neighbours.Eventually(async () => await Count(here, Outbox("like")) > 0, "its receipt is said too");
        var answers = await Count(here, "node.outbox");
        Assert.Equal(HttpStatusCode.OK, (await envelope.Post()).StatusCode);
        await here.Settled();
        Assert.Equal(answers, await Count(here, "node.outbox"));

        follow["summary"] = "another meaning";
        var other = peer.Services.GetRequiredService<INodeIdentity>().SignObject(follow);
        Assert.Equal(HttpStatusCode.Conflict, (await new Envelope(peer, here, Envelope.Bytes(other)).Post()).StatusCode);
        await here.Settled();
        Assert.Equal(answers, await Count(here, "node.outbox"));
    }

    [Fact]
    public async Task Takes_effect_once_when_it_arrives_several_times_at_once()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var bytes = Envelope.Bytes(Envelope.Follow(peer, here));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await new Envelope(peer, here, bytes).Post()).Dispose()));
        await here.Settled();
        await Neighbours.Eventually(async () => await Count(here, Outbox("like")) > 0, "its receipt is said too");
        Assert.Equal(1L, await Count(here, Outbox("not like")));
        Assert.Equal(1L, await Count(here, Outbox("like")));
        Assert.Equal(1L, await Count(here, "node.received"));
    }

    [Fact]
    public async Task Is_kept_in_a_list_with_the_reason_when_nobody_has_a_use_for_it()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var like = peer.Services.GetRequiredService<INodeIdentity>().SignObject(new JsonObject
        {
            ["id"] = new Uri(peer.Origin, "/activities/1").AbsoluteUri,
            ["type"] = "Like",
            ["actor"] = new Uri(peer.Origin, "/actor").AbsoluteUri,
            ["object"] = new Uri(here.Origin, "/releases/1").AbsoluteUri,
        });
        Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(peer, here, Envelope.Bytes(like)).Post()).StatusCode);
        await here.Settled();
        var refused = Assert.Single(await here.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
        Assert.Equal(peer.Host(), refused.Host);
    }

    // Receipts, or all else: they are gathered for two seconds, so whether they are there yet depends on the machine.
    private static string Outbox(string isReceipts) => $"node.outbox where convert_from(body, 'UTF8') {isReceipts} '%un:DeliveryReceipts%'";

    private static async Task<long> Count(RunningNode node, string table)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select count(*) from " + table);
        return (long)(await command.ExecuteScalarAsync(Cancel))!; // a count
    }
}
