using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;
using NSec.Cryptography;

namespace Federation.Benchmarks.Signatures;

/// <summary>What signing and verifying cost beside the bare operation on as many bytes, with all that stands around it.</summary>
internal sealed class SignatureBenchmark : IBenchmark
{
    private const double Target = 2;
    private const int Times = 200;

    private readonly Ed25519PrivateKey key = Ed25519PrivateKey.Create();
    private readonly Key bareKey;
    private readonly RsaPrivateKey rsaKey = RsaPrivateKey.Create();
    private readonly RSA bareRsa = RSA.Create();
    private readonly byte[] body;
    private readonly JsonObject activity;

    public SignatureBenchmark()
    {
        bareKey = Key.Import(SignatureAlgorithm.Ed25519, key.ExportSeed(), KeyBlobFormat.RawPrivateKey);
        bareRsa.ImportPkcs8PrivateKey(rsaKey.ExportPkcs8(), out _);
        activity = Activity();
        body = CanonicalJson.Bytes(ObjectProof.Sign(activity, KeyId, key, DateTimeOffset.UnixEpoch));
    }

    private const string KeyId = "https://union.example/actor#ed25519-1";

    public string Name => "signatures";

    public string What => $"sign and verify requests and objects of 1 kB, beside bare Ed25519 and RSA-2048; target {Target:0}x of bare Ed25519";

    public Task<bool> Run(IReadOnlyList<string> arguments, TextWriter to, CancellationToken cancel)
    {
        to.WriteLine($"one thread, activity of {body.Length} bytes with its proof, median of rounds taken in turns");
        to.WriteLine($"{"",-52}{"ours µs",10}{"bare µs",10}{"ratio",8}{"alloc B",10}");
        var met = true;
        foreach (var (name, counts, measured) in Measure(cancel))
        {
            met &= !counts || measured.Ratio <= Target;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-52}{measured.OursMicroseconds,10:0.0}{measured.BareMicroseconds,10:0.0}{measured.Ratio,8:0.00}{measured.AllocatedBytes,10}"));
        }

        to.WriteLine(met ? $"target met: every Ed25519 row within {Target:0}x" : $"TARGET MISSED: an Ed25519 row is above {Target:0}x");
        return Task.FromResult(met);
    }

    private IEnumerable<(string Name, bool Counts, SideBySide Measured)> Measure(CancellationToken cancel)
    {
        var request = Request();
        var (input, signature) = MessageSignature.Sign(request, MessageSignature.WithBody, KeyId, key, DateTimeOffset.UnixEpoch);
        var received = With(With(request, "signature-input", input), "signature", signature);
        var signed = Encoding.UTF8.GetBytes(Base(request, input["sig1=".Length..]));
        var bareSignature = SignatureAlgorithm.Ed25519.Sign(bareKey, signed);
        Check(MessageSignature.Refute(received, MessageSignature.Read(received)!, key.PublicKey) is null
            && signature == $"sig1=:{Convert.ToBase64String(bareSignature)}:");
        yield return ("request, sign (digest, base, RFC 9421)", true, SideBySide.Measure(Times, Nothing,
            _ => MessageSignature.Sign(Request(), MessageSignature.WithBody, KeyId, key, DateTimeOffset.UnixEpoch),
            () => SignatureAlgorithm.Ed25519.Sign(bareKey, signed), cancel));
        yield return ("request, verify (parse, digest, base, RFC 9421)", true, SideBySide.Measure(Times, Nothing,
            _ => Check(ContentDigest.Refute(received.Fields["content-digest"], body) is null
                && MessageSignature.Refute(received, MessageSignature.Read(received)!, key.PublicKey) is null),
            () => Check(SignatureAlgorithm.Ed25519.Verify(bareKey.PublicKey, signed, bareSignature)), cancel));

        var hashes = new byte[64];
        bareSignature = SignatureAlgorithm.Ed25519.Sign(bareKey, hashes);
        var parsed = new JsonObject[Times];
        void Parse(int times)
        {
            for (var i = 0; i < times; i++)
            {
                parsed[i] = JsonNode.Parse(body)!.AsObject(); // fresh each time: nodes are made when they are first looked at
            }
        }

        yield return ("object, make its proof (canonical form, FEP-8b32)", true, SideBySide.Measure(Times, Nothing,
            _ => ObjectProof.Prove(activity, KeyId, key, DateTimeOffset.UnixEpoch), () => SignatureAlgorithm.Ed25519.Sign(bareKey, hashes), cancel));
        yield return ("object, sign a copy", true, SideBySide.Measure(Times, Nothing,
            _ => ObjectProof.Sign(activity, KeyId, key, DateTimeOffset.UnixEpoch), () => SignatureAlgorithm.Ed25519.Sign(bareKey, hashes), cancel));
        yield return ("object, verify from the parsed document", true, SideBySide.Measure(Times, Parse,
            i => Check(ObjectProof.Refute(parsed[i], key.PublicKey) is null),
            () => Check(SignatureAlgorithm.Ed25519.Verify(bareKey.PublicKey, hashes, bareSignature)), cancel));
        yield return ("object, verify from bytes (strict parse too)", true, SideBySide.Measure(Times, Nothing,
            _ => Check(ObjectProof.Refute(StrictJson.ReadObject(body).Document!, key.PublicKey) is null), // made above
            () => Check(SignatureAlgorithm.Ed25519.Verify(bareKey.PublicKey, hashes, bareSignature)), cancel));

        var old = With(Request(), "signature", CavageSignature.Sign(Request(), CavageSignature.WithBody, KeyId, rsaKey));
        var rsaSignature = bareRsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        yield return ("request, sign (draft-cavage, RSA-2048)", false, SideBySide.Measure(Times / 10, Nothing,
            _ => CavageSignature.Sign(Request(), CavageSignature.WithBody, KeyId, rsaKey),
            () => bareRsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), cancel));
        yield return ("request, verify (draft-cavage, RSA-2048)", false, SideBySide.Measure(Times, Nothing,
            _ => Check(LegacyDigest.Refute(old.Fields["digest"], body) is null
                && CavageSignature.Refute(old, CavageSignature.Read(old)!, rsaKey.PublicKey) is null),
            () => Check(bareRsa.VerifyData(signed, rsaSignature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), cancel));
    }

    private static void Nothing(int times)
    {
    }

    private static void Check(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("A good signature was refused: what was measured is not verifying.");
        }
    }

    private SignedRequest Request() => new("POST", new Uri("https://federation.example/catalogues/wages/inbox"), new Dictionary<string, string>
    {
        ["content-type"] = "application/activity+json",
        ["content-digest"] = ContentDigest.Of(body),
        ["digest"] = LegacyDigest.Of(body),
        ["date"] = "Tue, 24 Nov 2026 09:00:00 GMT",
    });

    private static SignedRequest With(SignedRequest request, string name, string value) =>
        request with { Fields = new Dictionary<string, string>(request.Fields) { [name] = value } };

    private static string Base(SignedRequest request, string parameters) =>
        $"\"@method\": {request.Method}\n\"@target-uri\": {request.TargetUri.AbsoluteUri}\n\"content-digest\": {request.Fields["content-digest"]}\n"
        + $"\"content-type\": {request.Fields["content-type"]}\n\"@signature-params\": {parameters}";

    // About 1 kB with its proof, as Mastodon's Create of a short post is.
    private static JsonObject Activity() => JsonNode.Parse("""
        {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v2"],
         "id":"https://union.example/activities/0199-1","type":"Create","actor":"https://union.example/actor","published":"2026-11-24T09:00:00Z",
         "to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["https://union.example/actor/followers"],
         "object":{"id":"https://union.example/notes/1","type":"Note","attributedTo":"https://union.example/actor","published":"2026-11-24T09:00:00Z",
          "content":"<p>Hours worked in warehouses, second week of November: 41 % worked more than their contract says.</p>",
          "to":["https://www.w3.org/ns/activitystreams#Public"],"sensitive":false,"replies":{"type":"Collection","totalItems":0}}}
        """)!.AsObject();
}
