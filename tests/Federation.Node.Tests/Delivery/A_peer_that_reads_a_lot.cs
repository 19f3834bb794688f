using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Tests.Peers;
using Federation.Node.Tests.Tools;
using Federation.Protocol.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>What is for peers only is given to each as much as anybody needs, and no more: a peer's worker gone wild must not fill our line.</summary>
public sealed class A_peer_that_reads_a_lot(PostgresFixture postgres)
{
    private static readonly string NoFile = new('0', 64);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_when_to_come_again_whatever_it_reads()
    {
        string[] paths =
        [
            "/catalogues/statistics/outbox", "/catalogues/statistics/outbox/after/0", "/catalogues/statistics/state", "/catalogues/statistics/followers?page=1",
            "/actor/following", $"/activities/{Guid.Empty}", "/affiliations", $"/affiliations/{Guid.Empty}", "/tools/no-tool/1.0.0", "/tool-archives/" + NoFile, "/files/" + NoFile,
        ];
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new PeerLimits { RequestsPerMinute = paths.Length }));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        foreach (var path in paths)
        {
            using var read = await Get(peer, here, path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, read.StatusCode);
        }

        foreach (var path in paths)
        {
            using var refused = await Get(peer, here, path);
            Assert.True(refused.StatusCode == HttpStatusCode.TooManyRequests, $"{path} answered {refused.StatusCode}");
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancel))!;
            Assert.Equal(("delivery.limit", $"A peer may send {paths.Length} requests a minute."), (problem["code"]!.ToString(), problem["title"]!.ToString()));
        }

        var delivery = new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, "1")));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await delivery.Post()).StatusCode); // one count for all
        await Neighbours.Eventually(
            async () => (long?)await here.Scalar("select requests from node.peer_usage") == paths.Length, "the database holds what all replicas saw");
        here.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Get(peer, here, paths[0])).StatusCode);
    }

    [Fact]
    public async Task Is_given_so_many_bytes_a_day_and_what_it_delivers_is_taken_all_the_same()
    {
        await using var here = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new PeerLimits { BytesSentPerDay = 1000 }));
        await using var replica = await here.StartReplica(services => services.AddSingleton(new PeerLimits { BytesSentPerDay = 1000 }));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var archive = ToolSteps.TarGz(("README", string.Join(' ', Enumerable.Range(0, 2000))));
        var path = "/tool-archives/" + (await here.PublishTool(archive: archive)).Archive.Sha256;
        using (var whole = await Get(peer, here, path))
        {
            Assert.Equal(archive.Length, (await whole.Content.ReadAsByteArrayAsync(Cancel)).Length); // what was begun is finished
        }

        using var refused = await Get(peer, here, path);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromHours(14), TimeSpan.FromHours(15)); // it is nine in the morning
        Assert.Contains("A peer may be sent 1000 bytes a day.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, (await new Envelope(peer, here, Envelope.Bytes(Effects.Announce(peer, "1"))).Post()).StatusCode);

        await Neighbours.Eventually(
            async () => (long?)await here.Scalar("select sent from node.peer_usage") == archive.Length, "the database holds what all replicas sent");
        using (var learns = await Get(peer, replica, "/catalogues/statistics/state"))
        {
            Assert.Equal(HttpStatusCode.OK, learns.StatusCode); // it has not met this peer yet: it learns within a second
        }

        await Neighbours.Eventually(
            async () => (await Get(peer, replica, "/catalogues/statistics/state")).StatusCode == HttpStatusCode.TooManyRequests, "the other replica knows");
        here.Clock.Advance(TimeSpan.FromHours(15));
        peer.Clock.Advance(TimeSpan.FromHours(15));
        using var tomorrow = await Get(peer, here, path);
        Assert.Equal(HttpStatusCode.OK, tomorrow.StatusCode);
    }

    [Fact]
    public async Task Uses_up_nothing_of_people_and_nothing_is_used_up_by_what_it_did_not_sign()
    {
        await using var here = await RunningNode.Start(
            postgres, parts: services => services.AddSingleton(new PeerLimits { RequestsPerMinute = 2, BytesSentPerDay = 1 }));
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        var path = "/tool-archives/" + (await here.PublishTool()).Archive.Sha256;
        using var mia = await here.SignedIn("mia");
        using var anybody = new HttpClient { BaseAddress = here.Origin };
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await mia.Http.GetAsync(path, Cancel)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/actor", Cancel)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await Get(peer, here, "/catalogues/statistics")).StatusCode); // for everybody, signed or not
            Assert.Equal(HttpStatusCode.Unauthorized, (await Get(peer, here, path, new Uri("https://elsewhere.example"))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await Get(peer, here, path)).StatusCode);
    }

    private static async Task<HttpResponseMessage> Get(RunningNode from, RunningNode to, string path, Uri? signedFor = null)
    {
        var (input, signature) = from.Services.GetRequiredService<NodeIdentity>().SignRequest(
            new SignedRequest("GET", new Uri(signedFor ?? to.Origin, path), new Dictionary<string, string>()), MessageSignature.WithoutBody);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(to.Origin, path));
        request.Headers.TryAddWithoutValidation("Signature-Input", input);
        request.Headers.TryAddWithoutValidation("Signature", signature);
        return await http.SendAsync(request, Cancel);
    }
}
