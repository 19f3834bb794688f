using CsCheck;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Protocol.Tests.Signatures;

/// <summary>Random requests, random coverage, both generations of signatures: what is covered cannot change, and what is not, may.</summary>
public sealed class A_signed_request_of_any_shape
{
    private static readonly Ed25519PrivateKey Ed25519 = Ed25519PrivateKey.Create();
    private static readonly RsaPrivateKey Rsa = RsaPrivateKey.Create();
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Derived = ["@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query"];
    private static readonly string[] FieldNames = ["date", "content-type", "content-digest", "digest", "x-a", "x-b"];

    // RFC 9110 §5.5: visible characters, spaces inside.
    private static readonly Gen<string> Value = Gen.Char[' ', '~'].Array[1, 20].Select(text => new string(text).Trim()).Where(text => text.Length > 0);

    private static readonly Gen<SignedRequest> Request = Gen.Select(
        Gen.OneOfConst("GET", "POST", "PUT"), Gen.OneOfConst("https://a.example", "http://b.example:8080"),
        Gen.OneOfConst("/", "/inbox", "/a%20b", "/%2D/x"), Gen.OneOfConst("", "?a=1", "?a=%2D&b"), Value.Array[FieldNames.Length],
        (method, origin, path, query, values) => new SignedRequest(
            method, SignedRequest.Target(new Uri(origin), path + query), FieldNames.Zip(values).ToDictionary(each => each.First, each => each.Second)));

    [Fact]
    public void Holds_for_as_long_as_nothing_covered_changes() =>
        Gen.Select(Request, Gen.Shuffle<string>((string[])[.. Derived, .. FieldNames, "host"]), Gen.Int[1, 8]).Sample((request, names, count) =>
        {
            var covered = names.Take(count).ToList();
            foreach (SigningKey key in new SigningKey[] { Ed25519, Rsa })
            {
                var (input, signature) = MessageSignature.Sign(request, covered, "https://a.example/actor#key", key, Now);
                var signed = With(With(request, "signature-input", input), "signature", signature);
                Assert.Null(Refute(signed, key));
                Assert.Equal(covered, MessageSignature.Read(signed)!.Components);
                foreach (var (changed, edited) in Changes(signed))
                {
                    var isCovered = changed.Intersect(covered).Any();
                    Assert.True(isCovered == Refute(edited, key) is not null, $"{string.Join(' ', changed)} of {input}");
                }
            }
        }, iter: 60);

    [Fact]
    public void Holds_only_with_the_very_parameters_it_was_made_with() =>
        Gen.Select(Request, Gen.Shuffle<string>((string[])[.. Derived, .. FieldNames]), Gen.Int[2, 6]).Sample((request, names, count) =>
        {
            var covered = names.Take(count).ToList();
            var (input, signature) = MessageSignature.Sign(request, covered, "https://a.example/actor#key", Ed25519, Now);
            var signed = With(With(request, "signature-input", input), "signature", signature);
            string[] inputs =
            [
                input.Replace($"\"{covered[0]}\" ", "", StringComparison.Ordinal), // one component fewer
                input.Replace($"\"{covered[0]}\" \"{covered[1]}\"", $"\"{covered[1]}\" \"{covered[0]}\"", StringComparison.Ordinal), // another order
                input.Replace(")", " \"host\")", StringComparison.Ordinal), // one more
                input.Replace("created=1795510800", "created=1795510801", StringComparison.Ordinal),
                input.Replace(";created=1795510800", "", StringComparison.Ordinal),
                input.Replace("actor#key", "actor#yek", StringComparison.Ordinal),
                input.Replace(";alg=\"ed25519\"", "", StringComparison.Ordinal),
                input + ";expires=1795510900",
                input + ";tag=\"x\"",
                input.Replace("sig1=", "sig2=", StringComparison.Ordinal),
            ];
            Assert.All(inputs, each => Assert.NotNull(Refute(With(signed, "signature-input", each), Ed25519)));
            // RFC 9651: spaces between items and after a semicolon are no difference; the text that is signed is made in one form.
            Assert.Null(Refute(With(signed, "signature-input", input.Replace("\" \"", "\"   \"", StringComparison.Ordinal).Replace(";", "; ", StringComparison.Ordinal)), Ed25519));
        }, iter: 60);

    [Fact]
    public void Holds_for_no_other_signature() =>
        Gen.Select(Request, Gen.Int[0, 511]).Sample((request, bit) =>
        {
            var (input, signature) = MessageSignature.Sign(request, ["@method"], "k", Ed25519, Now);
            var bytes = Convert.FromBase64String(signature[6..^1]);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var signed = With(With(request, "signature-input", input), "signature", $"sig1=:{Convert.ToBase64String(bytes)}:");
            Assert.NotNull(Refute(signed, Ed25519));
        }, iter: 200);

    [Fact]
    public void Holds_the_old_way_for_as_long_as_nothing_covered_changes() =>
        Gen.Select(Request, Gen.Shuffle<string>((string[])[.. FieldNames, "(request-target)", "host"]), Gen.Int[1, 8]).Sample((request, names, count) =>
        {
            var covered = names.Take(count).ToList();
            var signed = With(request, "signature", CavageSignature.Sign(request, covered, "https://a.example/actor#main-key", Rsa));
            Assert.Null(CavageSignature.Refute(signed, CavageSignature.Read(signed)!, Rsa.PublicKey));
            foreach (var (changed, edited) in Changes(signed))
            {
                var isCovered = covered.Any(component => component == "(request-target)"
                    ? changed.Contains("@method") || changed.Contains("@request-target") : changed.Contains(component));
                Assert.True(isCovered == CavageSignature.Refute(edited, CavageSignature.Read(edited)!, Rsa.PublicKey) is not null, string.Join(' ', changed));
            }
        }, iter: 60);

    // Each change of one thing, and the components that it changes.
    private static IEnumerable<(string[] Changed, SignedRequest Edited)> Changes(SignedRequest request)
    {
        var target = request.TargetUri;
        var origin = new Uri(target.GetLeftPart(UriPartial.Authority));
        yield return (["@method"], request with { Method = "PATCH" });
        yield return (["@target-uri", "@authority", "host"], request with { TargetUri = SignedRequest.Target(new Uri($"{target.Scheme}://c.example:{target.Port}"), target.PathAndQuery) });
        yield return (["@target-uri", "@scheme", "@authority", "host"], request with { TargetUri = SignedRequest.Target(new Uri($"{(target.Scheme == "http" ? "https" : "http")}://{target.Host}:{target.Port + 1}"), target.PathAndQuery) });
        yield return (["@target-uri", "@request-target", "@path"], request with { TargetUri = SignedRequest.Target(origin, "/other" + target.Query) });
        yield return (["@target-uri", "@request-target", "@query"], request with { TargetUri = SignedRequest.Target(origin, target.AbsolutePath + "?other") });
        foreach (var name in FieldNames)
        {
            yield return ([name], With(request, name, request.Fields[name] + "!"));
            yield return ([name], request with { Fields = request.Fields.Where(field => field.Key != name).ToDictionary() });
            yield return (["other"], With(request, name, $" {request.Fields[name]}\t")); // RFC 9421 §2.1: space around a value is no part of it
        }

        yield return (["other"], With(request, "x-other", "x"));
    }

    private static string? Refute(SignedRequest request, SigningKey key) =>
        MessageSignature.Read(request) is { } input ? MessageSignature.Refute(request, input, key.PublicKey) : "unreadable";

    private static SignedRequest With(SignedRequest request, string name, string value) =>
        request with { Fields = new Dictionary<string, string>(request.Fields) { [name] = value } };
}
