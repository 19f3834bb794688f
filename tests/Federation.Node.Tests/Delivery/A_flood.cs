using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Peers;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>Peers and strangers that send too much, too slowly, too late, or what they no longer may.</summary>
public sealed class A_flood(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_when_to_come_again_by_every_replica()
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new PeerLimits { RequestsPerMinute = 5 }));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, $"{i}"))).Post()).StatusCode);
        }

        using var refused = await new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, "6"))).Post();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await Neighbours.Eventually(
            async () => (long?)await here.Scalar("select requests from node.peer_usage") == 5, "the database holds what all replicas saw");
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, "7"))).Post()).StatusCode);
    }

    [Fact]
    public async Task Of_unsigned_requests_uses_up_nobody_elses_allowance()
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new PeerLimits { RequestsPerMinute = 2 }));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        for (var i = 0; i < 5; i++)
        {
            var forged = new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, "1"))) { Target = new Uri("https://elsewhere.example/inbox") };
            Assert.Equal(HttpStatusCode.Unauthorized, (await forged.Post()).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, "1"))).Post()).StatusCode);
    }

    [Fact]
    public async Task That_drips_is_cut_off()
    {
        await using var here = await RunningNode.Start(postgres);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", here.Origin.Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /inbox HTTP/1.1\r\nHost: {here.Origin.Authority}\r\nContent-Type: application/activity+json\r\nContent-Length: 900000\r\n\r\n"), Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var drip = Task.Run(async () =>
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    await stream.WriteAsync(new byte[600], stop.Token); // fast enough for a server that only looks at the rate
                    await Task.Delay(500, stop.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // Cut off.
            }
        }, Cancel);
        var began = TimeProvider.System.GetTimestamp();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var status = await reader.ReadLineAsync(Cancel);
        Assert.StartsWith("HTTP/1.1 408", status, StringComparison.Ordinal);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 2, 15);
        await reader.ReadToEndAsync(Cancel); // ends: the connection is closed
        await stop.CancelAsync();
        await drip;
    }

    [Fact]
    public async Task Of_a_month_ago_is_refused_and_changes_nothing_when_it_is_signed_anew()
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton<IActivityHandler>(new Effects()));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Scalar(Effects.Table);
        await here.Befriend(peer);
        var old = Envelope.Bytes(Effects.Announce(peer, "once"));
        Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(peer, here, old).Post()).StatusCode);
        await here.Settled();
        here.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Envelope(peer, here, old).Post()).StatusCode);
        peer.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(HttpStatusCode.OK, (await new Envelope(peer, here, old).Post()).StatusCode);
        await here.Settled();
        Assert.Equal(["once"], await Effects.Of(here));
    }

    [Fact]
    public async Task Of_a_peer_that_was_removed_ends_at_once_on_every_replica()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var replica = await here.StartReplica();
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        Assert.Equal(HttpStatusCode.Accepted, (await Post("1", here)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await Post("2", replica)).StatusCode);
        var ines = (await here.PeerAt(peer)).ProposedBy;
        Assert.Null(await here.Services.GetRequiredService<PeerDesk>().Remove(peer.Host(), ines, Cancel));
        await Task.Delay(500, Cancel); // well below the seconds that an answer is believed
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("3", here)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("4", replica)).StatusCode);

        // Both replicas are one node: signed for its address, posted to this one's.
        Task<HttpResponseMessage> Post(string name, RunningNode to) =>
            new Envelope(peer, to, Envelope.Bytes(Effects.Announce(peer, name))).Post();
    }

    [Fact]
    public async Task Of_farewells_from_hosts_nobody_met_is_dropped_without_a_trace()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var stranger = await RunningNode.Start(postgres, "Stranger");
        var actor = new Uri(stranger.Origin, "/users/1").AbsoluteUri;
        var farewell = new JsonObject { ["id"] = actor + "#delete", ["type"] = "Delete", ["actor"] = actor, ["object"] = actor };
        Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(stranger, here, Envelope.Bytes(farewell)).Post()).StatusCode);
        Assert.Empty(await here.Services.GetRequiredService<IDeliveries>().Knocks(Cancel));
        Assert.Equal(0L, await here.Scalar("select count(*) from node.received"));
    }

    [Fact]
    public async Task Of_compressed_bodies_is_refused_before_it_is_read_for_what_it_says()
    {
        await using var here = await RunningNode.Start(postgres);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(here.Origin, "/inbox")) { Content = new ByteArrayContent(new byte[100]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/activity+json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await http.SendAsync(request, Cancel)).StatusCode);
    }
}
