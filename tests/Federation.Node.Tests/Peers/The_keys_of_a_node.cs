using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Peers.Keys;
using Federation.Node.Tests.Delivery;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Peers;

public sealed class The_keys_of_a_node(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_replaced_with_an_overlap_and_the_peers_are_told_by_the_old_one()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        await peer.Befriend(here);
        var old = Envelope.Bytes(Envelope.Follow(peer, here, "old"));
        Assert.Null(await peer.Services.GetRequiredService<KeyDesk>().Rotate([NodeKeyKind.Ed25519, NodeKeyKind.Rsa], Cancel));

        var actor = await Actor(peer);
        Assert.Equal(["ed25519-2", "ed25519-1"], actor["assertionMethod"]!.AsArray().Select(key => key!["id"]!.ToString().Split('#')[1]));
        Assert.Equal(["rsa-2", "main-key"], actor["publicKey"]!.AsArray().Select(key => key!["id"]!.ToString().Split('#')[1]));
        Assert.NotNull(actor["assertionMethod"]![1]!["expires"]);
        var keys = here.Services.GetRequiredService<IPeerKeys>();
        await Neighbours.Eventually(
            async () => await keys.Find(new Uri(peer.Origin, "/actor#ed25519-2").AbsoluteUri, KeyPurpose.Proof, Cancel) is not null, "the new key is known", here, peer);
        using var both = await new Envelope(peer, here, old).Post(); // request by the new key, proof by the old
        Assert.Equal(HttpStatusCode.Accepted, both.StatusCode);
        here.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Null(await keys.Find(new Uri(peer.Origin, "/actor#ed25519-1").AbsoluteUri, KeyPurpose.Request, Cancel));
        Assert.NotNull(await keys.Find(new Uri(peer.Origin, "/actor#ed25519-1").AbsoluteUri, KeyPurpose.Proof, Cancel));
    }

    [Fact]
    public async Task Vouch_for_nothing_once_they_are_revoked_not_even_for_what_they_signed_before()
    {
        await using var here = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await here.Befriend(peer);
        await peer.Befriend(here);
        var before = Envelope.Bytes(Envelope.Follow(peer, here, "before"));
        var desk = peer.Services.GetRequiredService<KeyDesk>();
        Assert.Null(await desk.Revoke("ed25519-1", Cancel));
        Assert.Equal("peers.key-revoked", (await desk.Revoke("ed25519-1", Cancel))?.Code);
        Assert.Equal("peers.no-such-key", (await desk.Revoke("ed25519-9", Cancel))?.Code);
        Assert.NotNull((await Actor(peer))["assertionMethod"]!.AsArray().Single(key => key!["id"]!.ToString().EndsWith("#ed25519-1", StringComparison.Ordinal))!["revoked"]);
        var keys = here.Services.GetRequiredService<IPeerKeys>();
        await Neighbours.Eventually(
            async () => await keys.Find(new Uri(peer.Origin, "/actor#ed25519-1").AbsoluteUri, KeyPurpose.Proof, Cancel) is null, "the old key is dropped", here, peer);
        using var late = await new Envelope(peer, here, before).Post();
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
    }

    [Fact]
    public async Task Are_the_same_on_every_replica_and_their_private_halves_go_with_their_retirement()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var (one, other) = (node.Services.GetRequiredService<INodeIdentity>(), replica.Services.GetRequiredService<INodeIdentity>());
        Assert.Equal(one.PublicKey, other.PublicKey);
        Assert.Null(await node.Services.GetRequiredService<KeyDesk>().Rotate([NodeKeyKind.Ed25519], Cancel));
        node.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(one.PublicKey, other.PublicKey);
        Assert.EndsWith("#ed25519-2", other.KeyId, StringComparison.Ordinal);
        await using var left = node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()
            .CreateCommand("select count(*) from node.identity_key where (wrapped is null) <> (retired_at is not null)");
        Assert.Equal(0L, await left.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData(RequestScheme.CavageRsa)]
    [InlineData(RequestScheme.Rsa)]
    public async Task Sign_requests_to_strangers_as_a_catalogue(RequestScheme scheme)
    {
        await using var node = await RunningNode.Start(postgres);
        var identity = node.Services.GetRequiredService<INodeIdentity>();
        var catalogue = identity.ActorOf("statistics");
        var body = "{}"u8.ToArray();
        var fields = new Dictionary<string, string>
        {
            ["content-type"] = "application/activity+json", ["content-digest"] = ContentDigest.Of(body), ["digest"] = LegacyDigest.Of(body),
            ["date"] = HttpDate.Write(node.Clock.GetUtcNow()),
        };
        var request = new SignedRequest("POST", new Uri("https://social.example/inbox"), fields);
        foreach (var (name, value) in identity.SignRequest(catalogue, request, scheme))
        {
            fields[name.ToLowerInvariant()] = value;
        }

        using var http = new HttpClient();
        var stated = JsonNode.Parse(await http.GetStringAsync(catalogue, Cancel))!["publicKey"]!;
        Assert.Equal(catalogue.AbsoluteUri, stated["owner"]!.ToString());
        Assert.True(VerificationKey.TryRead(stated["publicKeyPem"]!.ToString(), out var key));
        if (scheme == RequestScheme.CavageRsa)
        {
            var input = CavageSignature.Read(request)!; // just made
            Assert.Equal(catalogue.AbsoluteUri + "#main-key", input.KeyId);
            Assert.Null(CavageSignature.Refute(request, input, key));
        }
        else
        {
            var input = MessageSignature.Read(request)!; // just made
            Assert.Equal(stated["id"]!.ToString(), input.KeyId);
            Assert.Null(MessageSignature.Refute(request, input, key));
        }
    }

    private static async Task<JsonObject> Actor(RunningNode node)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(node.Origin, "/actor"), Cancel))!.AsObject();
    }
}
