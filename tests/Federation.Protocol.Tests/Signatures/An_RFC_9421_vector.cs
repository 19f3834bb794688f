using System.Security.Cryptography;
using System.Text;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Protocol.Tests.Signatures;

public sealed class An_RFC_9421_vector
{
    public static TheoryData<string> Sections => [.. Rfc9421Vectors.Cases.Select(each => each.Section)];

    [Theory, MemberData(nameof(Sections))]
    public void Has_the_signature_base_of_the_RFC(string section)
    {
        var (message, input) = Read(section);
        Assert.Equal(Case(section).Base, Base(message, input));
    }

    [Theory, MemberData(nameof(Sections))]
    public void Has_the_signature_of_the_RFC(string section)
    {
        var (message, input) = Read(section);
        if (Case(section).Key is not { } pem)
        {
            // B.2.5 is an HMAC, which we do not take from anybody: there is no secret that we share. The text it is made of is ours all the same.
            var hmac = HMACSHA256.HashData(Convert.FromBase64String(Rfc9421Vectors.SharedSecret), Encoding.UTF8.GetBytes(Base(message, input)));
            Assert.Equal(Case(section).Signature, $"sig-b25=:{Convert.ToBase64String(hmac)}:");
            return;
        }

        Assert.True(VerificationKey.TryRead(pem, out var key));
        Assert.Null(MessageSignature.Refute(message, input, key));
        foreach (var stranger in Rfc9421Vectors.Cases.Where(each => each.Key is not null && each.Key != pem))
        {
            Assert.True(VerificationKey.TryRead(stranger.Key, out var other));
            Assert.NotNull(MessageSignature.Refute(message, input, other));
        }
    }

    [Fact]
    public void Has_bodies_that_fit_their_sha_512_digests()
    {
        Assert.Null(ContentDigest.Refute(Rfc9421Vectors.RequestFields["content-digest"], "{\"hello\": \"world\"}"u8));
        Assert.Null(ContentDigest.Refute(Rfc9421Vectors.ResponseFields["content-digest"], "{\"message\": \"good dog\"}"u8));
    }

    private static Rfc9421Vectors.Case Case(string section) => Rfc9421Vectors.Cases.Single(each => each.Section == section);

    private static (SignedMessage, SignatureInput) Read(string section)
    {
        var vector = Case(section);
        var fields = new Dictionary<string, string>(vector.IsRequest ? Rfc9421Vectors.RequestFields : Rfc9421Vectors.ResponseFields)
        {
            ["signature-input"] = vector.Input,
            ["signature"] = vector.Signature,
        };
        SignedMessage message = vector.IsRequest
            ? new SignedRequest("POST", new Uri("https://example.com/foo?param=Value&Pet=dog"), fields)
            : new SignedResponse(200, fields);
        return (message, Assert.Single(MessageSignature.ReadAll(message)));
    }

    private static string Base(SignedMessage message, SignatureInput input)
    {
        var text = new PooledText(new byte[16]); // small, so that it grows
        Assert.Null(SignatureBase.Write(message, input.Components, input.Serialized, ref text));
        return Encoding.UTF8.GetString(text.Written);
    }
}
