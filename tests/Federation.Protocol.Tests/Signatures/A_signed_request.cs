using System.Text;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;

namespace Federation.Protocol.Tests.Signatures;

public sealed class A_signed_request
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"Follow"}""");

    private readonly Ed25519PrivateKey key = Ed25519PrivateKey.Create();

    /// <summary>RFC 9421 appendix B.2.6 with the key of B.1.4: the signature is deterministic, so it is made and not only checked.</summary>
    [Fact]
    public void Of_RFC_9421_B_2_6_verifies()
    {
        var request = new SignedRequest("POST", new Uri("https://example.com/foo?param=Value&Pet=dog"), new Dictionary<string, string>
        {
            ["date"] = "Tue, 20 Apr 2021 02:07:55 GMT",
            ["content-type"] = "application/json",
            ["content-length"] = "18",
            ["signature-input"] = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"",
            ["signature"] = "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
        });
        var publicKey = Ed25519PublicKey.OfRaw(Convert.FromBase64String("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="));
        var input = MessageSignature.Read(request);
        Assert.NotNull(input);
        Assert.Equal("test-key-ed25519", input.KeyId);
        Assert.Equal(1618884473, input.Created?.ToUnixTimeSeconds());
        Assert.Null(MessageSignature.Refute(request, input, publicKey));
    }

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
    [InlineData("sig1=(\"@method\";bs);created=1")]
    [InlineData("sig1=(\"@method\"")]
    [InlineData("sig1=(\"@method\");created=1,,")]
    public void Is_not_read_from_a_broken_field(string field) => Assert.Null(MessageSignature.Read(With(Signed(), "signature-input", field)));

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
