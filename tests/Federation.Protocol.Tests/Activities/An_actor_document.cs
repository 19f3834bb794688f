using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Tests.Activities;

public sealed class An_actor_document
{
    private static readonly Uri Id = new("https://union.example/actor");
    private static readonly Uri Inbox = new("https://union.example/inbox");

    private static readonly Ed25519PrivateKey First = Ed25519PrivateKey.Create();
    private static readonly Ed25519PrivateKey Second = Ed25519PrivateKey.Create();
    private static readonly RsaPrivateKey OurRsa = RsaPrivateKey.Create();

    [Fact]
    public void States_keys_that_are_read_again()
    {
        var actor = Describe(new("#ed25519-2", Second.PublicKey), new("#ed25519-1", First.PublicKey), new("#main-key", OurRsa.PublicKey));
        var proofs = ActorKeys.ForProofs(actor);
        Assert.Equal(["https://union.example/actor#ed25519-2", "https://union.example/actor#ed25519-1"], proofs.Keys);
        Assert.Equal(First.PublicKey, proofs["https://union.example/actor#ed25519-1"]);
        var requests = ActorKeys.ForRequests(actor);
        Assert.Equal(3, requests.Count);
        Assert.Equal(OurRsa.PublicKey, requests["https://union.example/actor#main-key"]);
        Assert.IsType<JsonObject>(actor["publicKey"]); // one key is no list: Mastodon reads an object
    }

    [Fact]
    public void States_two_RSA_keys_while_one_replaces_the_other()
    {
        using var next = RsaPrivateKey.Create();
        var actor = Describe(new("#rsa-2", next.PublicKey), new("#main-key", OurRsa.PublicKey), new("#ed25519-1", First.PublicKey));
        Assert.Equal(3, ActorKeys.ForRequests(actor).Count);
        Assert.Equal("https://union.example/actor#rsa-2", actor["publicKey"]![0]!["id"]!.ToString());
    }

    /// <summary>How stock servers write keys: GoToSocial's key has an address of its own, Mastodon's a fragment.</summary>
    [Theory]
    [InlineData("https://a.example/users/x/main-key", "https://a.example/users/x", true)]
    [InlineData("https://a.example/users/x#main-key", "https://a.example/users/x", true)]
    [InlineData("https://b.example/users/x#main-key", "https://a.example/users/x", false)]
    [InlineData("http://a.example/users/x#main-key", "https://a.example/users/x", false)]
    [InlineData("https://a.example.evil/users/x#main-key", "https://a.example/users/x", false)]
    [InlineData("https://a.example/users/x#main-key", "https://a.example/users/y", false)]
    [InlineData("main-key", "https://a.example/users/x", false)]
    public void Speaks_only_for_keys_of_its_own(string keyId, string owner, bool counts)
    {
        var actor = new JsonObject
        {
            ["id"] = "https://a.example/users/x",
            ["publicKey"] = new JsonObject { ["id"] = keyId, ["owner"] = owner, ["publicKeyPem"] = OurRsa.PublicKey.Pem },
            ["assertionMethod"] = new JsonArray(new JsonObject
            {
                ["id"] = keyId + "2", ["type"] = "Multikey", ["controller"] = owner, ["publicKeyMultibase"] = First.PublicKey.Multibase,
            }),
        };
        Assert.Equal(counts ? 2 : 0, ActorKeys.ForRequests(actor).Count);
        Assert.Equal(counts ? 1 : 0, ActorKeys.ForProofs(actor).Count);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"id":7,"publicKey":{"id":"x","owner":7}}""")]
    [InlineData("""{"id":"https://a.example/x","publicKey":"https://a.example/key","assertionMethod":"x"}""")]
    [InlineData("""{"id":"https://a.example/x","publicKey":[1,null,[]],"assertionMethod":[null,"x",{"type":"Multikey"}]}""")]
    [InlineData("""{"id":"https://a.example/x","publicKey":{"id":"https://a.example/x#k","owner":"https://a.example/x","publicKeyPem":"none"}}""")]
    public void May_state_no_keys(string actor) => Assert.Empty(ActorKeys.ForRequests(JsonNode.Parse(actor)!.AsObject()));

    [Theory]
    [InlineData("application/activity+json", true)]
    [InlineData("Application/Activity+JSON; charset=utf-8", true)]
    [InlineData("application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"", true)]
    [InlineData("application/ld+json;profile=\"https://example.org/x https://www.w3.org/ns/activitystreams\"", true)]
    [InlineData("application/ld+json", false)]
    [InlineData("application/ld+json; profile=\"https://www.w3.org/ns/activitystreamsx\"", false)]
    [InlineData("application/json", false)]
    [InlineData("text/html", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Has_one_of_two_media_types(string? type, bool isOne) => Assert.Equal(isOne, ActivityContexts.IsMediaType(type));

    private static JsonObject Describe(params ActorKey[] keys) => ActorDocument.Describe(Id, "Application", "node", "Node", Inbox, keys);
}
