using System.Text;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Protocol.Tests.Signatures;

public sealed class A_signed_request
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"Follow"}""");

    private readonly Ed25519PrivateKey key = Ed25519PrivateKey.Create();

    [Fact]
    public void Verifies_as_it_was_sent()
    {
        var request = Signed();
        Assert.Null(MessageSignature.Refute(request, MessageSignature.Read(request)!, key.PublicKey));
        Assert.Equal(Now, MessageSignature.Read(request)!.Created);
    }

    [Fact]
    public void Is_refused_with_anything_covered_changed()
    {
        var request = Signed();
        SignedRequest[] changed =
        [
            request with { Method = "PUT" },
            request with { TargetUri = new Uri("https://b.example/other") },
            request with { TargetUri = new Uri("https://c.example/inbox") },
            With(request, "content-digest", ContentDigest.Of("other"u8)),
            With(request, "content-type", "text/plain"),
            With(request, "signature-input", request.Fields["signature-input"].Replace("created=1", "created=2", StringComparison.Ordinal)),
            With(request, "signature-input", request.Fields["signature-input"].Replace("#ed25519-1", "#ed25519-2", StringComparison.Ordinal)),
            With(request, "signature-input", request.Fields["signature-input"].Replace("\"@method\" ", "", StringComparison.Ordinal)),
        ];
        Assert.All(changed, each => Assert.NotNull(MessageSignature.Refute(each, MessageSignature.Read(each)!, key.PublicKey)));
    }

    [Fact]
    public void Is_refused_for_another_key() =>
        Assert.NotNull(MessageSignature.Refute(Signed(), MessageSignature.Read(Signed())!, Ed25519PrivateKey.Create().PublicKey));

    [Theory]
    [InlineData("")]
    [InlineData("sig1")]
    [InlineData("sig1=(@method)")]
    [InlineData("sig1=(\"@method\" \"@method;bs\");created=1")]
    [InlineData("sig1=(\"@method\"\"@path\")")]
    [InlineData("sig1=(\"@method\");created=\"1\"")]
    [InlineData("sig1=(\"@method\");created=1.5")]
    [InlineData("sig1=(\"@method\");created=-1")]
    [InlineData("sig1=(\"@method\");created=1;created=2")]
    [InlineData("sig1=(\"@method\");created=1;keyid=k")]
    [InlineData("sig1=(\"@method\");created=1, sig1=(\"@method\");created=2")]
    [InlineData("sig1=(\"@method\");created=1 sig2=()")]
    [InlineData("Sig1=(\"@method\");created=1")]
    [InlineData("sig1=(\"@method\"")]
    [InlineData("sig1=(\"@method\");created=1,,")]
    public void Is_not_read_from_a_broken_field(string field) => Assert.Null(MessageSignature.Read(With(Signed(), "signature-input", field)));

    /// <summary>§4.3: a proxy may have added its own; the caller chooses which to believe.</summary>
    [Fact]
    public void May_carry_several_signatures()
    {
        using var rsa = RsaPrivateKey.Create();
        var request = Signed();
        var (input, signature) = MessageSignature.Sign(request, ["@authority", "@request-target"], "https://proxy.example/#k", rsa, Now);
        request = With(request, "signature-input", $"{request.Fields["signature-input"]},\tproxy{input[4..]}");
        request = With(request, "signature", $"proxy{signature[4..]} , {request.Fields["signature"]}");
        var inputs = MessageSignature.ReadAll(request);
        Assert.Equal(["sig1", "proxy"], inputs.Select(each => each.Label));
        Assert.Null(MessageSignature.Refute(request, inputs[0], key.PublicKey));
        Assert.Null(MessageSignature.Refute(request, inputs[1], rsa.PublicKey));
        Assert.NotNull(MessageSignature.Refute(request, inputs[1], key.PublicKey));
    }

    [Theory]
    [InlineData("rsa-v1_5-sha256")]
    [InlineData("hmac-sha256")]
    [InlineData("none")]
    public void Is_refused_when_it_claims_an_algorithm_that_is_not_of_its_key(string algorithm)
    {
        var request = Signed();
        request = With(request, "signature-input", request.Fields["signature-input"].Replace("ed25519\"", algorithm + "\"", StringComparison.Ordinal));
        Assert.Contains("claims the algorithm", MessageSignature.Refute(request, MessageSignature.Read(request)!, key.PublicKey), StringComparison.Ordinal);
    }

    /// <summary>§2.1: what a parameter of a component changes is not understood here, so it is not taken for the plain component.</summary>
    [Theory]
    [InlineData("\"content-digest\";bs")]
    [InlineData("\"content-digest\";sf")]
    [InlineData("\"content-digest\";key=\"sha-256\"")]
    [InlineData("\"@method\";req")]
    [InlineData("\"content-digest\";tr")]
    [InlineData("\"@query-param\";name=\"a\";req")]
    public void Is_refused_when_it_covers_a_component_with_parameters(string component)
    {
        var request = With(Signed(), "signature-input", $"sig1=({component});created=1;keyid=\"k\"");
        var input = MessageSignature.Read(request)!;
        Assert.DoesNotContain("content-digest", input.Components);
        Assert.Contains("not understood", MessageSignature.Refute(request, input, key.PublicKey), StringComparison.Ordinal);
    }

    /// <summary>§2.2: each derived component of a request, with the values the RFC gives them.</summary>
    [Theory]
    [InlineData("@method", "https://www.Example.com/path?param=value", "POST")]
    [InlineData("@target-uri", "https://www.example.com/path?param=value", "https://www.example.com/path?param=value")]
    [InlineData("@authority", "https://www.Example.com/path", "www.example.com")]
    [InlineData("@authority", "https://www.example.com:443/path", "www.example.com")]
    [InlineData("@authority", "https://www.example.com:8443/path", "www.example.com:8443")]
    [InlineData("@scheme", "HTTP://www.example.com/path", "http")]
    [InlineData("@request-target", "https://www.example.com/path?param=value", "/path?param=value")]
    [InlineData("@path", "https://www.example.com/path?param=value", "/path")]
    [InlineData("@path", "https://www.example.com", "/")]
    [InlineData("@query", "https://www.example.com/path?param=value&foo=bar&baz=bat%2Dman", "?param=value&foo=bar&baz=bat%2Dman")]
    [InlineData("@query", "https://www.example.com/path?queryString", "?queryString")]
    [InlineData("@query", "https://www.example.com/path", "?")]
    [InlineData("@query-param;name=\"var\"", "https://www.example.com/parameters?var=this%20is%20a%20big%0Amultiline%20value", "this%20is%20a%20big%0Amultiline%20value")]
    [InlineData("@query-param;name=\"bar\"", "https://www.example.com/parameters?bar=with+plus+whitespace", "with%20plus%20whitespace")]
    [InlineData("@query-param;name=\"fa%C3%A7ade%22%3A%20\"", "https://www.example.com/parameters?fa%C3%A7ade%22%3A%20=something", "something")]
    [InlineData("@query-param;name=\"qux\"", "https://www.example.com/path?qux", "")]
    [InlineData("host", "https://www.example.com/path", "www.example.com")]
    public void Has_each_component_of_the_RFC(string component, string target, string value)
    {
        var text = new PooledText(new byte[16]);
        var origin = new Uri(new Uri(target).GetLeftPart(UriPartial.Authority));
        var uri = SignedRequest.Target(origin, target.IndexOf('/', 8) is >= 0 and var path ? target[path..] : "/");
        Assert.Null(SignatureBase.Write(new SignedRequest("POST", uri, new Dictionary<string, string>()), [component], "()", ref text));
        Assert.Equal(value, Encoding.UTF8.GetString(text.Written).Split('\n')[0].Split(": ", 2)[1]);
    }

    [Theory]
    [InlineData("@status")]
    [InlineData("@query-param;name=\"a\"")]
    [InlineData("@query-param;name=\"b\"")]
    [InlineData("@unknown")]
    [InlineData("date")]
    [InlineData("host")]
    [InlineData("two-lines")]
    public void Does_not_cover_what_it_does_not_have(string component)
    {
        var text = new PooledText(new byte[16]);
        var request = new SignedRequest("POST", new Uri("https://a.example/?a=1&a=2"), new Dictionary<string, string>
        {
            ["host"] = "b.example",
            ["two-lines"] = "x\n\"@method\": GET",
        });
        Assert.Contains("does not have", SignatureBase.Write(request, [component], "()", ref text), StringComparison.Ordinal);
    }

    [Fact]
    public void May_not_cover_a_component_twice()
    {
        var request = With(Signed(), "signature-input", "sig1=(\"@method\" \"@method\");created=1;keyid=\"k\"");
        Assert.Contains("twice", MessageSignature.Refute(request, MessageSignature.Read(request)!, key.PublicKey), StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_digest_that_tells_a_changed_body()
    {
        var field = ContentDigest.Of(Body);
        Assert.Null(ContentDigest.Refute(field, Body));
        Assert.NotNull(ContentDigest.Refute(field, "other"u8));
        Assert.NotNull(ContentDigest.Refute("md5=:AAAA:", Body));
        Assert.NotNull(ContentDigest.Refute("", Body));
        // A good digest beside a bad one does not save the body.
        Assert.NotNull(ContentDigest.Refute(field + ", sha-512=:AAAA:", Body));
    }

    /// <summary>RFC 9530 appendix D: the digests of <c>{"hello": "world"}</c> and a line feed.</summary>
    [Fact]
    public void Has_the_digest_of_RFC_9530() =>
        Assert.Equal("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", ContentDigest.Of("{\"hello\": \"world\"}\n"u8));

    private SignedRequest Signed()
    {
        var request = new SignedRequest("POST", new Uri("https://b.example/inbox"), new Dictionary<string, string>
        {
            ["content-digest"] = ContentDigest.Of(Body),
            ["content-type"] = "application/activity+json",
        });
        var (input, signature) = MessageSignature.Sign(request, MessageSignature.WithBody, "https://a.example/actor#ed25519-1", key, Now);
        return With(With(request, "signature-input", input), "signature", signature);
    }

    private static SignedRequest With(SignedRequest request, string name, string value) =>
        request with { Fields = new Dictionary<string, string>(request.Fields) { [name] = value } };
}
