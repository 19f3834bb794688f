using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>Letters by the protocol library before servers and libraries that others wrote, and theirs before it.</summary>
public sealed class What_we_sign
{
    [Theory]
    [InlineData(StockServer.New, Judges.Cavage)]
    [InlineData(StockServer.New, Judges.Rfc9421)]
    [InlineData(StockServer.Old, Judges.Cavage)]
    public async Task Holds_before_every_library_we_could_find(int generation, string scheme)
    {
        await using var stranger = await StockServer.Start(generation);
        await using var writer = await Correspondent.Start();
        Assert.Equal(HttpStatusCode.Accepted, await writer.Post(writer.Release(), stranger.Inbox, scheme));
        var letter = Assert.Single(await stranger.Received());
        Assert.Equal((scheme, "Create", "Note"), (letter.Scheme, letter.Listener, letter.Understood));
        letter.HoldsBefore(Judges.Of(scheme));
    }

    [Theory]
    [InlineData(StockServer.New, Judges.Cavage)]
    [InlineData(StockServer.New, Judges.Rfc9421)]
    [InlineData(StockServer.Old, Judges.Cavage)]
    public async Task Is_refused_by_all_of_them_once_a_word_of_it_was_changed(int generation, string scheme)
    {
        await using var stranger = await StockServer.Start(generation);
        await using var writer = await Correspondent.Start();
        var status = await writer.Post(
            writer.Release(), stranger.Inbox, scheme, body => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("2026,", "2025,", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        var letter = Assert.Single(await stranger.Received());
        // These two libraries leave the digest to their caller, so to them the fields still hold.
        Assert.DoesNotContain("true", letter.Signature.Where(verdict => verdict.Key is not ("peertube" or "httpMessageSig")).Select(verdict => verdict.Value));
        Assert.DoesNotContain("true", letter.Proof.Values);
        Assert.Equal(Judges.OfProofs.Length, letter.Proof.Count);
    }

    [Fact]
    public async Task Falls_back_to_the_old_scheme_before_the_old_generation_only_because_that_knows_no_other()
    {
        await using var stranger = await StockServer.Start(StockServer.Old);
        await using var writer = await Correspondent.Start();
        var unproven = writer.Release();
        unproven.Remove("proof"); // alone it would be enough to Fedify
        Assert.Equal(HttpStatusCode.Unauthorized, await writer.Post(unproven, stranger.Inbox, Judges.Rfc9421));
        Assert.Equal(HttpStatusCode.Accepted, await writer.Post(unproven, stranger.Inbox, Judges.Cavage));
    }

    [Theory]
    [InlineData(StockServer.New)]
    [InlineData(StockServer.Old)]
    public async Task Is_checked_by_the_rules_by_which_we_check_theirs(int generation)
    {
        await using var stranger = await StockServer.Start(generation);
        await using var reader = await Correspondent.Start();
        var sent = await stranger.Send(stranger.Activity("Create", Note(stranger)), reader.Actor);
        Assert.Equal(202, Assert.Single(sent).Status);
        var (request, body) = Assert.Single(reader.Got);
        var actor = await Actor(stranger);

        var keys = ActorKeys.ForRequests(actor);
        if (generation == StockServer.New)
        {
            var input = MessageSignature.Read(request);
            Assert.Null(MessageSignature.Refute(request, input!, Assert.IsType<RsaPublicKey>(keys[input!.KeyId!]))); // it signed by RFC 9421
            Assert.Null(ContentDigest.Refute(request.Fields["content-digest"], body));
        }
        else
        {
            var input = CavageSignature.Read(request);
            Assert.Null(CavageSignature.Refute(request, input!, Assert.IsType<RsaPublicKey>(keys[input!.KeyId]))); // it signed by draft-cavage
            Assert.Null(LegacyDigest.Refute(request.Fields["digest"], body));
        }

        // Fedify adds a Linked Data signature after the proof, writes nanoseconds, and does not begin its context with ActivityStreams'.
        var activity = JsonNode.Parse(body)!.AsObject();
        Assert.True(activity.ContainsKey("signature"));
        Assert.Matches(@"\.\d{7,9}Z$", ObjectProof.Created(activity));
        var proofKey = ActorKeys.ForProofs(actor)[ObjectProof.VerificationMethod(activity)!];
        Assert.Null(ObjectProof.Refute(activity, proofKey));
        activity["object"]!["content"] = "another";
        Assert.NotNull(ObjectProof.Refute(activity, proofKey));
    }

    private static JsonObject Note(StockServer stranger) => new()
    {
        ["id"] = new Uri(stranger.Origin, "/notes/1").AbsoluteUri, ["type"] = "Note", ["attributedTo"] = stranger.Actor.AbsoluteUri, ["content"] = "A word from the archive",
    };

    private static async Task<JsonObject> Actor(StockServer stranger)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd(ActivityContexts.MediaType);
        return JsonNode.Parse(await http.GetStringAsync(stranger.Actor, TestContext.Current.CancellationToken))!.AsObject(); // an actor document
    }
}
