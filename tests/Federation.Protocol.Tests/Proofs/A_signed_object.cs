using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;

namespace Federation.Protocol.Tests.Proofs;

public sealed class A_signed_object
{
    /// <summary>The public test key of W3C vc-di-eddsa and FEP-8b32.</summary>
    private const string TestKey = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    private static readonly DateTimeOffset Now = new(2023, 2, 24, 23, 36, 38, TimeSpan.Zero);

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.json").Select(path => Path.GetFileName(path)!).Where(HasProof)];

    /// <summary>FEP-8b32's test vectors: the form of 2023, whose proof has no context, and today's, whose proof has one.</summary>
    [Theory]
    [InlineData("""{"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v1"],"type":"Create","actor":"https://server.example/users/alice","object":{"type":"Note","content":"Hello world"},"proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"https://server.example/users/alice#ed25519-key","proofPurpose":"assertionMethod","created":"2023-02-24T23:36:38Z","proofValue":"z3sXaxjKs4M3BRicwWA9peyNPJvJqxtGsDmpt1jjoHCjgeUf71TRFz56osPSfDErszyLp5Ks1EhYSgpDaNM977Rg2"}}""")]
    [InlineData("""{"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v2"],"id":"https://server.example/activities/1","type":"Create","actor":"https://server.example/users/alice","object":{"id":"https://server.example/objects/1","type":"Note","attributedTo":"https://server.example/users/alice","content":"Hello world","location":{"type":"Place","longitude":-71.184902,"latitude":25.273962}},"proof":{"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v2"],"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"https://server.example/users/alice#ed25519-key","proofPurpose":"assertionMethod","created":"2023-02-24T23:36:38Z","proofValue":"z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL"}}""")]
    public void Of_FEP_8b32_verifies(string document) => Assert.Null(ObjectProof.Refute(Parse(document), Key(TestKey)));

    /// <summary>W3C vc-di-eddsa, eddsa-jcs-2022 example: signing gives the published value, byte for byte.</summary>
    [Fact]
    public void Of_the_W3C_example_is_made_to_the_byte()
    {
        var document = Parse("""
            {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],
             "id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33","type":["VerifiableCredential","AlumniCredential"],
             "name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",
             "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z",
             "credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}
            """);
        var seed = Base58.Decode("3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")![2..]; // multicodec ed25519-priv, then the seed
        using var key = Ed25519PrivateKey.OfSeed(seed);
        Assert.Equal(TestKey, key.PublicKey.Multibase);
        var signed = ObjectProof.Sign(document, $"did:key:{TestKey}#{TestKey}", key, Now);
        Assert.Equal("z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX", signed["proof"]!["proofValue"]!.ToString());
    }

    [Theory, MemberData(nameof(Samples))]
    public void Of_our_samples_verifies(string file) => Assert.Null(ObjectProof.Refute(Sample(file), Key(TestKey)));

    [Theory, MemberData(nameof(Samples))]
    public void Is_refused_after_any_edit_of_one_value_or_name(string file)
    {
        var document = Sample(file);
        var edits = Edits(document).ToList();
        Assert.NotEmpty(edits);
        Assert.All(edits, edited => Assert.NotNull(ObjectProof.Refute(edited, Key(TestKey))));
    }

    [Fact]
    public void Ignores_a_Linked_Data_signature_added_after_it()
    {
        using var key = Ed25519PrivateKey.Create();
        var signed = ObjectProof.Sign(new JsonObject { ["id"] = "https://a.example/1" }, "https://a.example/actor#ed25519-1", key, Now);
        signed["signature"] = new JsonObject { ["type"] = "RsaSignature2017" };
        Assert.Null(ObjectProof.Refute(signed, key.PublicKey));
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
    public void Is_refused_without_a_whole_proof(string document) => Assert.NotNull(ObjectProof.Refute(Parse(document), Key(TestKey)));

    [Fact]
    public void Is_refused_by_keys_that_are_no_Multikey() =>
        Assert.All([null, "", "z", "u6Mk", "z6Mk", TestKey[..^1], TestKey + "1"], text => Assert.False(Ed25519PublicKey.TryRead(text, out _)));

    // Every way to change one node: its value, or its name.
    private static IEnumerable<JsonObject> Edits(JsonObject document)
    {
        foreach (var path in Paths(document, []).ToList())
        {
            var copy = document.DeepClone().AsObject();
            JsonNode parent = copy;
            foreach (var step in path[..^1])
            {
                parent = step is int index ? parent[index]! : parent[(string)step]!;
            }

            if (path[^1] is int last)
            {
                parent.AsArray()[last] = "edited";
            }
            else
            {
                parent[(string)path[^1]] = "edited";
            }

            yield return copy;
            if (path[^1] is string name && name != "proof")
            {
                var renamed = document.DeepClone().AsObject();
                JsonNode at = renamed;
                foreach (var step in path[..^1])
                {
                    at = step is int index ? at[index]! : at[(string)step]!;
                }

                var value = at[name]?.DeepClone();
                at.AsObject().Remove(name);
                at[name + "x"] = value;
                yield return renamed;
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] at)
    {
        IEnumerable<(object Step, JsonNode? Node)> children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            object[] path = [.. at, step];
            yield return path;
            foreach (var deeper in Paths(child, path))
            {
                yield return deeper;
            }
        }
    }

    private static bool HasProof(string file) => Sample(file)["proof"] is not null;

    private static JsonObject Sample(string file) => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", file)));

    private static JsonObject Parse(string json) => JsonSerializer.Deserialize<JsonObject>(json)!;

    private static Ed25519PublicKey Key(string multibase) => Ed25519PublicKey.TryRead(multibase, out var key) ? key : throw new InvalidOperationException(multibase);
}
