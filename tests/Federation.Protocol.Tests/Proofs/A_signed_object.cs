using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Federation.Protocol.Tests.Json;

namespace Federation.Protocol.Tests.Proofs;

public sealed class A_signed_object
{
    private static readonly DateTimeOffset Now = new(2023, 2, 24, 23, 36, 38, TimeSpan.Zero);

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.json").Select(path => Path.GetFileName(path)!).Where(HasProof)];

    /// <summary>FEP-8b32's test vectors: the form of 2023, whose proof has no context, and today's, whose proof has one.</summary>
    [Theory]
    [InlineData(EddsaJcsVectors.Fep8b32Of2023)]
    [InlineData(EddsaJcsVectors.Fep8b32)]
    public void Of_FEP_8b32_verifies(string document) => Assert.Null(ObjectProof.Refute(Parse(document), Key(EddsaJcsVectors.PublicKey)));

    /// <summary>The same, made here: the form of today gives the published value, byte for byte.</summary>
    [Fact]
    public void Of_FEP_8b32_is_made_to_the_byte()
    {
        using var key = EddsaJcsVectors.Key();
        var signed = ObjectProof.Sign(Parse(EddsaJcsVectors.Fep8b32), "https://server.example/users/alice#ed25519-key", key, Now);
        Assert.True(JsonNode.DeepEquals(Parse(EddsaJcsVectors.Fep8b32), signed), signed.ToJsonString());
    }

    /// <summary>W3C vc-di-eddsa, each step of the example of eddsa-jcs-2022.</summary>
    [Fact]
    public void Of_the_W3C_example_is_made_to_the_byte()
    {
        using var key = EddsaJcsVectors.Key();
        Assert.Equal(EddsaJcsVectors.PublicKey, key.PublicKey.Multibase);
        var signed = ObjectProof.Sign(Parse(EddsaJcsVectors.W3cUnsigned), $"did:key:{EddsaJcsVectors.PublicKey}#{EddsaJcsVectors.PublicKey}", key, Now);
        Assert.True(JsonNode.DeepEquals(Parse(EddsaJcsVectors.W3cSigned), signed), signed.ToJsonString());
        var options = signed["proof"]!.DeepClone().AsObject();
        Assert.Equal(EddsaJcsVectors.W3cSignatureHex, Convert.ToHexStringLower(Base58.Decode(options["proofValue"]!.ToString().AsSpan(1))!));
        options.Remove("proofValue");
        Assert.Equal(EddsaJcsVectors.W3cCanonicalProof, System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(options)));
        Assert.Equal(EddsaJcsVectors.W3cCanonicalDocument, System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(Parse(EddsaJcsVectors.W3cUnsigned))));
        Assert.Equal(EddsaJcsVectors.W3cProofHash, Hash(options));
        Assert.Equal(EddsaJcsVectors.W3cDocumentHash, Hash(Parse(EddsaJcsVectors.W3cUnsigned)));
    }

    [Fact]
    public void Of_the_W3C_example_verifies_by_the_key_that_it_names()
    {
        var signed = Parse(EddsaJcsVectors.W3cSigned);
        Assert.True(DidKey.TryRead(ObjectProof.VerificationMethod(signed), out var key));
        Assert.Null(ObjectProof.Refute(signed, key));
        Assert.Equal("2023-02-24T23:36:38Z", ObjectProof.Created(signed));
    }

    /// <summary>W3C Data Integrity §2.1.1: proofs of a set each cover the whole document, in any order, among others that we do not know.</summary>
    [Fact]
    public void May_carry_a_set_of_proofs()
    {
        using var one = Ed25519PrivateKey.Create();
        using var other = Ed25519PrivateKey.Create();
        var document = Parse(EddsaJcsVectors.W3cUnsigned);
        var set = document.DeepClone().AsObject();
        set["proof"] = new JsonArray(
            new JsonObject { ["type"] = "DataIntegrityProof", ["cryptosuite"] = "eddsa-rdfc-2022", ["proofPurpose"] = "assertionMethod", ["proofValue"] = "z1" },
            ObjectProof.Sign(document, "https://a.example/actor#1", one, Now)["proof"]!.DeepClone(),
            ObjectProof.Sign(document, "https://b.example/actor#1", other, Now)["proof"]!.DeepClone());
        Assert.Equal("https://a.example/actor#1", ObjectProof.VerificationMethod(set));
        Assert.Null(ObjectProof.Refute(set, one.PublicKey));
        Assert.Null(ObjectProof.Refute(set, other.PublicKey));
        Assert.NotNull(ObjectProof.Refute(set, Key(EddsaJcsVectors.PublicKey)));
        set["name"] = "edited";
        Assert.NotNull(ObjectProof.Refute(set, one.PublicKey));
    }

    /// <summary>§2.1.2: the proof of a chain covers proofs before it as well; taken for an ordinary one it would say less than it does.</summary>
    [Fact]
    public void Is_refused_with_a_reason_when_its_proof_continues_a_chain()
    {
        using var key = Ed25519PrivateKey.Create();
        var signed = ObjectProof.Sign(Parse(EddsaJcsVectors.W3cUnsigned), "k", key, Now);
        signed["proof"]!["previousProof"] = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544";
        Assert.Contains("chain", ObjectProof.Refute(signed, key.PublicKey), StringComparison.Ordinal);
    }

    /// <summary>W3C's own proof sets and chains are by eddsa-rdfc-2022, which needs JSON-LD; they are told apart, not misread.</summary>
    [Fact]
    public void Is_refused_when_its_proof_is_of_another_suite()
    {
        var signed = Parse(EddsaJcsVectors.W3cSigned.Replace("eddsa-jcs-2022", "eddsa-rdfc-2022", StringComparison.Ordinal));
        Assert.Null(ObjectProof.VerificationMethod(signed));
        Assert.Contains("eddsa-jcs-2022", ObjectProof.Refute(signed, Key(EddsaJcsVectors.PublicKey)), StringComparison.Ordinal);
    }

    /// <summary>Read by another parser than ours: there are no bytes that could have been signed.</summary>
    [Theory]
    [InlineData("""{"a":1,"a":2,"proof":0}""")]
    [InlineData("""{"a":"\ud800","proof":0}""")]
    [InlineData("""{"\ud800":1,"proof":0}""")]
    [InlineData("""{"a":1e999,"proof":0}""")]
    public void Is_refused_when_it_has_no_canonical_form(string document)
    {
        var proof = Parse(EddsaJcsVectors.Fep8b32)["proof"]!.ToJsonString();
        Assert.Contains("canonical", ObjectProof.Refute(Parse(document.Replace("\"proof\":0", $"\"proof\":{proof}", StringComparison.Ordinal)), Key(EddsaJcsVectors.PublicKey)), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_by_a_key_of_another_kind()
    {
        using var rsa = RsaPrivateKey.Create();
        Assert.NotNull(ObjectProof.Refute(Parse(EddsaJcsVectors.Fep8b32), rsa.PublicKey));
    }

    [Theory, MemberData(nameof(Samples))]
    public void Of_our_samples_verifies(string file) => Assert.Null(ObjectProof.Refute(Sample(file), Key(EddsaJcsVectors.PublicKey)));

    /// <summary>Every one-node edit: a value changed, a member added, removed or renamed, an item added, removed or moved, anywhere in document and proof.</summary>
    [Theory, MemberData(nameof(Samples))]
    public void Of_our_samples_is_refused_after_any_edit_of_one_node(string file) => RefusesEveryEdit(Sample(file), Key(EddsaJcsVectors.PublicKey));

    [Theory]
    [InlineData(EddsaJcsVectors.Fep8b32Of2023)]
    [InlineData(EddsaJcsVectors.Fep8b32)]
    [InlineData(EddsaJcsVectors.W3cSigned)]
    public void Of_others_is_refused_after_any_edit_of_one_node(string document) => RefusesEveryEdit(Parse(document), Key(EddsaJcsVectors.PublicKey));

    [Fact]
    public void Of_any_shape_is_refused_after_any_edit_of_one_node()
    {
        using var key = Ed25519PrivateKey.Create();
        Documents.Any.Sample(document =>
        {
            document.Remove("proof");
            document.Remove("signature");
            RefusesEveryEdit(ObjectProof.Sign(document, "https://a.example/actor#ed25519-1", key, Now), key.PublicKey);
        }, iter: 40);
    }

    [Fact]
    public void Of_any_shape_verifies_in_whatever_order_it_is_written()
    {
        using var key = Ed25519PrivateKey.Create();
        Documents.Any.Sample(document =>
        {
            document.Remove("signature");
            var signed = ObjectProof.Sign(document, "https://a.example/actor#ed25519-1", key, Now);
            Assert.Null(ObjectProof.Refute(Documents.Reversed(signed)!.AsObject(), key.PublicKey));
            Assert.Null(ObjectProof.Refute(Parse(signed.ToJsonString()), key.PublicKey));
        });
    }

    [Fact]
    public void Ignores_a_Linked_Data_signature_added_after_it()
    {
        using var key = Ed25519PrivateKey.Create();
        var signed = ObjectProof.Sign(new JsonObject { ["id"] = "https://a.example/1" }, "https://a.example/actor#ed25519-1", key, Now);
        signed["signature"] = new JsonObject { ["type"] = "RsaSignature2017" };
        Assert.Null(ObjectProof.Refute(signed, key.PublicKey));
    }

    /// <summary>A key's owner may sign a login by it; that is not a statement, however well it is signed.</summary>
    [Fact]
    public void Is_refused_when_its_proof_is_of_another_purpose()
    {
        using var key = Ed25519PrivateKey.Create();
        var proof = Parse("""{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"authentication","verificationMethod":"k"}""");
        var document = Parse("""{"id":"x"}""");
        byte[] hash = [.. Convert.FromHexString(Hash(proof)), .. Convert.FromHexString(Hash(document))];
        proof["proofValue"] = "z" + Base58.Encode(key.Sign(hash));
        document["proof"] = proof;
        Assert.Contains("purpose", ObjectProof.Refute(document, key.PublicKey), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_time_with_nanoseconds_as_text()
    {
        var document = Parse("""{"id":"x","proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","verificationMethod":"k","created":"2026-11-23T19:00:00.899346527Z"}}""");
        using var key = Ed25519PrivateKey.Create();
        var unsigned = document.DeepClone().AsObject();
        unsigned.Remove("proof");
        byte[] hash = [.. System.Security.Cryptography.SHA256.HashData(CanonicalJson.Bytes(document["proof"]!)), .. System.Security.Cryptography.SHA256.HashData(CanonicalJson.Bytes(unsigned))];
        document["proof"]!["proofValue"] = "z" + Base58.Encode(key.Sign(hash));
        Assert.Null(ObjectProof.Refute(document, key.PublicKey));
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"id":"x","proof":[]}""")]
    [InlineData("""{"id":"x","proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"}}""")]
    [InlineData("""{"id":"x","proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"authentication","proofValue":"z1"}}""")]
    [InlineData("""{"id":"x","proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","proofValue":"zIl0O"}}""")]
    [InlineData("""{"id":"x","proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod","proofValue":7}}""")]
    public void Is_refused_without_a_whole_proof(string document) => Assert.NotNull(ObjectProof.Refute(Parse(document), Key(EddsaJcsVectors.PublicKey)));

    [Fact]
    public void Is_refused_by_keys_that_are_no_Multikey() =>
        Assert.All([null, "", "z", "u6Mk", "z6Mk", EddsaJcsVectors.PublicKey[..^1], EddsaJcsVectors.PublicKey + "1"], text => Assert.False(Ed25519PublicKey.TryRead(text, out _)));

    private static void RefusesEveryEdit(JsonObject signed, Ed25519PublicKey key)
    {
        Assert.Null(ObjectProof.Refute(signed, key));
        var edits = 0;
        foreach (var (what, edited) in Edits.Of(signed))
        {
            edits++;
            Assert.True(ObjectProof.Refute(edited, key) is not null, $"{what}: {edited.ToJsonString()}");
        }

        Assert.True(edits > 20, $"Only {edits} edits.");
    }

    [Fact]
    public void Says_the_same_when_another_key_signs_it_and_something_else_when_a_word_is_another()
    {
        var signed = Parse(EddsaJcsVectors.W3cSigned);
        using var other = Ed25519PrivateKey.Create();
        var again = ObjectProof.Sign(signed, "https://server.example/actor#ed25519-2", other, Now.AddDays(1));
        Assert.True(ObjectProof.SaysTheSame(signed, again));
        again["proof"] = new JsonArray(again["proof"]!.DeepClone(), signed["proof"]!.DeepClone());
        Assert.True(ObjectProof.SaysTheSame(signed, again));
        again["name"] = "another";
        Assert.False(ObjectProof.SaysTheSame(signed, again));
    }

    private static string Hash(JsonNode node)
    {
        var hash = new byte[32];
        CanonicalJson.Sha256(node, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static bool HasProof(string file) => Sample(file)["proof"] is not null;

    private static JsonObject Sample(string file) => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", file)));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static Ed25519PublicKey Key(string multibase) => Ed25519PublicKey.TryRead(multibase, out var key) ? key : throw new InvalidOperationException(multibase);
}
