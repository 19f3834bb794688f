using System.Net;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>
/// The traps that running Fedify showed, each as what it does today: why our actors and activities look as they do. When one of these
/// fails after an upgrade, a rule of ours may have lost its reason.
/// </summary>
public sealed class What_a_stock_server_minds : IAsyncLifetime
{
    private StockServer stranger = null!; // started before each test
    private Correspondent writer = null!;

    public async ValueTask InitializeAsync()
    {
        stranger = await StockServer.Start(StockServer.New);
        writer = await Correspondent.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await stranger.DisposeAsync();
    }

    [Fact]
    public async Task A_request_signed_by_an_Ed25519_Multikey_so_we_sign_by_RSA_to_strangers()
    {
        var unproven = writer.Activity("Create", Note());
        Assert.Equal(HttpStatusCode.Unauthorized, await writer.Post(unproven, stranger.Inbox, (writer.Ed25519KeyId, writer.Ed25519)));

        // The same key as a publicKey in PEM is taken: it is the form that is not, and that form is what our nodes use with each other.
        var pem = writer.Actor.AbsoluteUri + "#pem";
        writer.Document["publicKey"] = new JsonObject { ["id"] = pem, ["type"] = "CryptographicKey", ["owner"] = writer.Actor.AbsoluteUri, ["publicKeyPem"] = writer.Ed25519.PublicKey.Pem };
        Assert.Equal(HttpStatusCode.Accepted, await writer.Post(writer.Activity("Create", Note()), stranger.Inbox, (pem, writer.Ed25519)));
    }

    [Fact]
    public async Task An_actor_whose_context_does_not_define_assertionMethod()
    {
        Assert.Equal([writer.Ed25519KeyId], ProofKeys(await stranger.LookUp(writer.Actor)));
        Assert.Equal(HttpStatusCode.Accepted, await writer.Post(writer.Release(), stranger.Inbox, Judges.Rfc9421));
        var kept = writer.Document["@context"]!.AsArray().Where(context => context is not JsonValue value || value.ToString() != "https://www.w3.org/ns/did/v1");
        writer.Document["@context"] = new JsonArray([.. kept.Select(context => context!.DeepClone())]); // as FEP-521a's example of 2023 has it

        await using var another = await StockServer.Start(StockServer.New); // the first has the keys in its cache
        Assert.Empty(ProofKeys(await another.LookUp(writer.Actor)));
        await writer.Post(writer.Release(), another.Inbox, Judges.Rfc9421);
        Assert.NotEqual("true", Assert.Single(await another.Received()).Proof["fedify"]);
    }

    [Theory]
    [InlineData("""["Offer", "un:WithdrawalNotice"]""", "Offer")]
    [InlineData("""["un:WithdrawalAnswer", "Accept"]""", "Accept")]
    [InlineData("\"Delete\"", "Delete")]
    public async Task Nothing_about_a_type_of_ours_beside_one_of_ActivityStreams(string type, string listener)
    {
        var status = await writer.Post(writer.Prove(writer.Activity(JsonNode.Parse(type)!, Note())), stranger.Inbox, Judges.Rfc9421); // not null
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(listener, Assert.Single(await stranger.Received()).Listener);
    }

    [Theory]
    [InlineData("un:WithdrawalNotice", "Note")]
    [InlineData("Create", "dcat:Dataset")]
    public async Task A_type_of_ours_alone(string type, string objectType)
    {
        var thing = Note();
        thing["type"] = objectType;
        Assert.Equal(HttpStatusCode.BadRequest, await writer.Post(writer.Prove(writer.Activity(type, thing)), stranger.Inbox, Judges.Rfc9421));
        Assert.Null(Assert.Single(await stranger.Received()).Listener);
    }

    [Fact]
    public async Task A_context_that_cannot_be_fetched_so_ours_stand_inline()
    {
        var activity = writer.Activity("Create", Note());
        activity["@context"] = new JsonArray("https://www.w3.org/ns/activitystreams", "http://127.0.0.1:1/ns/federation.jsonld");
        Assert.Equal(HttpStatusCode.InternalServerError, await writer.Post(writer.Prove(activity), stranger.Inbox, Judges.Rfc9421));
        // Ours name no other document than those every Fedify has with it; the machine of these tests fetches none.
        Assert.All(
            ActivityContexts.Activity.Concat(ActivityContexts.Actor).OfType<JsonValue>(),
            context => Assert.Matches("^https://(www[.]w3[.]org/ns|w3id[.]org/security)/", context.ToString()));
    }

    [Fact]
    public async Task A_proof_that_was_made_for_another_version()
    {
        var release = writer.Release();
        release["object"]!["content"] = "<p>Corrected</p>";
        await writer.Post(release, stranger.Inbox, Judges.Rfc9421); // the HTTP signature is over what is sent, and holds
        var letter = Assert.Single(await stranger.Received());
        Assert.Equal("true", letter.Signature["fedify"]);
        Assert.DoesNotContain("true", letter.Proof.Values);
        Assert.NotNull(ObjectProof.Refute(letter.Activity, writer.Ed25519.PublicKey));
    }

    private static string[] ProofKeys(JsonNode? actor) => [.. actor!["proofKeys"]!.AsArray().Select(key => key!.ToString())];

    private JsonObject Note() => new()
    {
        ["id"] = new Uri(writer.Origin, "/releases/1").AbsoluteUri, ["type"] = "Note", ["attributedTo"] = writer.Actor.AbsoluteUri, ["content"] = "<p>Working hours</p>",
    };
}
