using System.Text;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Protocol.Tests.Signatures;

public sealed class A_request_signed_the_old_way
{
    private const string KeyId = "https://a.example/actor#main-key";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"Follow"}""");

    private static readonly RsaPrivateKey Key = RsaPrivateKey.Create();

    [Theory, MemberData(nameof(CavageVectors.Cases), MemberType = typeof(CavageVectors))]
    public void Of_the_draft_verifies(string section, string? headers, string signature)
    {
        var list = headers is null ? "" : $"headers=\"{headers}\",";
        var request = new SignedRequest("POST", new Uri("https://example.com/foo?param=value&pet=dog"), new Dictionary<string, string>(CavageVectors.Fields)
        {
            ["signature"] = $"keyId=\"Test\",algorithm=\"rsa-sha256\",{list}signature=\"{signature}\"",
        });
        using var draft = CavageVectors.Key();
        var input = CavageSignature.Read(request);
        Assert.NotNull(input);
        Assert.Null(CavageSignature.Refute(request, input, draft.PublicKey));
        Assert.NotNull(CavageSignature.Refute(request, input, Key.PublicKey));
        // RSA with PKCS#1 has one signature for one text: ours is theirs.
        var ours = CavageSignature.Sign(request, input.Components, "Test", draft);
        Assert.True(ours.Contains($"signature=\"{signature}\"", StringComparison.Ordinal), section);
        Assert.Null(LegacyDigest.Refute(request.Fields["digest"], "{\"hello\": \"world\"}"u8));
    }

    [Fact]
    public void Verifies_as_it_was_sent_and_says_when_it_was_signed()
    {
        var request = Signed();
        var input = CavageSignature.Read(request)!;
        Assert.Null(CavageSignature.Refute(request, input, Key.PublicKey));
        Assert.Equal(KeyId, input.KeyId);
        Assert.Equal(CavageSignature.WithBody, input.Components);
        Assert.Equal(Now, input.SignedAt(request));
        Assert.Null(LegacyDigest.Refute(request.Fields["digest"], Body));
    }

    [Fact]
    public void Is_refused_with_anything_covered_changed()
    {
        var request = Signed();
        SignedRequest[] changed =
        [
            request with { Method = "PUT" },
            request with { TargetUri = new Uri("https://b.example/other") },
            request with { TargetUri = new Uri("https://b.example/inbox?x") },
            request with { TargetUri = new Uri("https://c.example/inbox") },
            With(request, "host", "c.example"),
            With(request, "date", HttpDate.Write(Now.AddSeconds(1))),
            With(request, "digest", LegacyDigest.Of("other"u8)),
            With(request, "content-type", "text/plain"),
            With(request, "signature", request.Fields["signature"].Replace(" digest", "", StringComparison.Ordinal)),
            With(request, "signature", request.Fields["signature"].Replace("host date", "date host", StringComparison.Ordinal)),
        ];
        Assert.All(changed, each => Assert.NotNull(CavageSignature.Refute(each, CavageSignature.Read(each)!, Key.PublicKey)));
    }

    /// <summary>§2.1.3: the key says which algorithm; what the field claims may only agree.</summary>
    [Theory]
    [InlineData("hs2019", true)]
    [InlineData("rsa-sha256", true)]
    [InlineData("rsa-sha1", false)]
    [InlineData("rsa-sha512", false)]
    [InlineData("hmac-sha256", false)]
    [InlineData("ed25519", false)]
    public void Is_refused_for_an_algorithm_that_is_not_of_its_key(string claim, bool holds)
    {
        var request = Signed();
        request = With(request, "signature", request.Fields["signature"].Replace("rsa-sha256", claim, StringComparison.Ordinal));
        var refutation = CavageSignature.Refute(request, CavageSignature.Read(request)!, Key.PublicKey);
        Assert.Equal(holds, refutation is null);
    }

    [Fact]
    public void May_be_signed_by_Ed25519_with_times_of_its_own()
    {
        using var ed25519 = Ed25519PrivateKey.Create();
        var signature = ed25519.Sign("(request-target): get /actor\nhost: b.example\n(created): 1795510800\n(expires): 1795511100"u8);
        var request = new SignedRequest("GET", new Uri("https://b.example/actor"), new Dictionary<string, string>
        {
            ["signature"] = $"keyId=\"k\", algorithm=\"hs2019\", created=1795510800, expires=1795511100, headers=\"(request-target) host (created) (expires)\", signature=\"{Convert.ToBase64String(signature)}\"",
        });
        var input = CavageSignature.Read(request)!;
        Assert.Null(CavageSignature.Refute(request, input, ed25519.PublicKey));
        Assert.Equal(Now, input.SignedAt(request));
        Assert.Equal(Now.AddMinutes(5), input.ExpiresAt);
        foreach (var (time, other) in new[] { ("1795510800", "1795510801"), ("1795511100", "1795519999") })
        {
            var later = With(request, "signature", request.Fields["signature"].Replace(time, other, StringComparison.Ordinal));
            Assert.NotNull(CavageSignature.Refute(later, CavageSignature.Read(later)!, ed25519.PublicKey));
        }
    }

    /// <summary>§2.3: for the old algorithm names the draft forbids it.</summary>
    [Fact]
    public void May_not_state_created_with_rsa_sha256()
    {
        var request = With(Signed(), "signature", "keyId=\"k\",algorithm=\"rsa-sha256\",created=1,headers=\"(created)\",signature=\"AAAA\"");
        Assert.Contains("may not", CavageSignature.Refute(request, CavageSignature.Read(request)!, Key.PublicKey), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("keyId")]
    [InlineData("keyId=\"k\"")]
    [InlineData("keyId=\"k\",signature=\"!\"")]
    [InlineData("keyId=\"k\",signature=\"AAAA\",signature=\"BBBB\"")]
    [InlineData("keyId=\"k\",keyId=\"l\",signature=\"AAAA\"")]
    [InlineData("keyId=\"k\",signature=\"AAAA")]
    [InlineData("keyId=\"k\",headers=\"\",signature=\"AAAA\"")]
    [InlineData("keyId=\"k\\\"\",signature=\"AAAA\"")]
    [InlineData("keyId=\"k\"signature=\"AAAA\"")]
    [InlineData("sig1=:AAAA:")]
    public void Is_not_read_from_a_broken_field(string field) => Assert.Null(CavageSignature.Read(With(Signed(), "signature", field)));

    [Fact]
    public void Is_no_such_request_when_it_has_a_field_of_RFC_9421() =>
        Assert.Null(CavageSignature.Read(With(Signed(), "signature-input", "sig1=()")));

    [Fact]
    public void Covers_nothing_that_is_absent()
    {
        var request = With(Signed(), "signature", "keyId=\"k\",headers=\"x-absent\",signature=\"AAAA\"");
        Assert.Contains("x-absent", CavageSignature.Refute(request, CavageSignature.Read(request)!, Key.PublicKey), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", true)]
    [InlineData("sha-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", true)]
    [InlineData("unixsum=30637, SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", true)]
    [InlineData("SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=,SHA-512=AAAA", false)]
    [InlineData("SHA-256=AAAA", false)]
    [InlineData("SHA-256=", false)]
    [InlineData("MD5=AAAA", false)]
    [InlineData("SHA-256", false)]
    [InlineData("", false)]
    public void Has_a_digest_that_tells_another_body(string field, bool fits) =>
        Assert.Equal(fits, LegacyDigest.Refute(field, "{\"hello\": \"world\"}"u8) is null);

    private static SignedRequest Signed()
    {
        var request = new SignedRequest("POST", new Uri("https://b.example/inbox"), new Dictionary<string, string>
        {
            ["host"] = "b.example",
            ["date"] = HttpDate.Write(Now),
            ["digest"] = LegacyDigest.Of(Body),
            ["content-type"] = "application/activity+json",
        });
        return With(request, "signature", CavageSignature.Sign(request, CavageSignature.WithBody, KeyId, Key));
    }

    private static SignedRequest With(SignedRequest request, string name, string value) =>
        request with { Fields = new Dictionary<string, string>(request.Fields) { [name] = value } };
}
