using System.Security.Cryptography;
using Federation.Protocol.Keys;
using Federation.Protocol.Tests.Signatures;

namespace Federation.Protocol.Tests.Keys;

public sealed class A_public_key
{
    public static TheoryData<string> Pems => [.. Rfc9421Vectors.Cases.Select(each => each.Key).OfType<string>().Distinct(), Rfc9421Vectors.Rsa];

    [Theory, MemberData(nameof(Pems))]
    public void Is_the_same_from_PEM_and_from_its_Multikey(string pem)
    {
        Assert.True(VerificationKey.TryRead(pem, out var key));
        Assert.True(VerificationKey.TryRead(key.Multibase, out var fromMultikey));
        Assert.True(VerificationKey.TryRead(key.Pem.Replace("\n", "\r\n", StringComparison.Ordinal), out var fromPem));
        Assert.Equal(key, fromMultikey);
        Assert.Equal(key, fromPem);
        Assert.Equal(key.GetType(), fromMultikey.GetType());
    }

    /// <summary>The examples of the did:key method (W3C CCG, §6), which are Multikeys.</summary>
    [Theory]
    [InlineData("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "ed25519")]
    [InlineData("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "ecdsa-p256-sha256")]
    [InlineData("zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv", "ecdsa-p256-sha256")]
    [InlineData("z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4cd2Uf2tfrB3N7h4mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLbMH1wh5X3kA58H3DFW8rnYMakFGbca5CB2Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADfNZ5MBvcCS7m3XkFCMNUYBS9NQ3fze6vMSUPsNa6GVYmKx2x6JrdEjCk3qRMMmyjnjCMfR4pXbRMZa3i", "rsa-v1_5-sha256")]
    public void Is_read_from_the_examples_of_did_key(string multibase, string algorithm)
    {
        Assert.True(VerificationKey.TryRead(multibase, out var key));
        Assert.Equal(algorithm, key.Algorithms[0]);
        Assert.Equal(multibase, key.Multibase);
    }

    [Fact]
    public void Verifies_only_by_its_own_algorithms()
    {
        using var rsa = RsaPrivateKey.Create();
        using var ed25519 = Ed25519PrivateKey.Create();
        foreach (SigningKey key in new SigningKey[] { rsa, ed25519 })
        {
            var signature = key.Sign("text"u8);
            Assert.True(key.PublicKey.Verify("text"u8, signature));
            Assert.True(key.PublicKey.Verify("text"u8, signature, key.Algorithm));
            Assert.False(key.PublicKey.Verify("texts"u8, signature));
            Assert.False(key.PublicKey.Verify("text"u8, signature.AsSpan(1)));
            Assert.False(key.PublicKey.Verify("text"u8, []));
            Assert.All(new[] { "hmac-sha256", "ecdsa-p256-sha256", "none", "" }, name => Assert.False(key.PublicKey.Verify("text"u8, signature, name)));
        }
    }

    [Fact]
    public void Is_refused_when_RSA_is_too_short_or_too_long()
    {
        Assert.False(VerificationKey.TryRead(CavageVectors.PublicPem, out _));
        using var odd = RSA.Create();
        odd.ImportParameters(new RSAParameters { Modulus = [0xC1, .. new byte[256], 1], Exponent = [1, 0, 0, 0, 0, 0, 1] });
        Assert.False(VerificationKey.TryRead(odd.ExportSubjectPublicKeyInfoPem(), out _));
        using var giant = RSA.Create();
        giant.ImportParameters(new RSAParameters { Modulus = [0xC1, .. new byte[2046], 1], Exponent = [1, 0, 1] });
        Assert.False(VerificationKey.TryRead(giant.ExportSubjectPublicKeyInfoPem(), out _));
    }

    [Fact]
    public void Is_refused_on_another_curve()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.False(VerificationKey.TryRead(p384.ExportSubjectPublicKeyInfoPem(), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("z1")]
    [InlineData("z6Mk")]
    [InlineData("u7QEm")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0Q==\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Is_not_read_from_something_else(string? text) => Assert.False(VerificationKey.TryRead(text, out _));

    [Fact]
    public void Is_not_read_from_a_point_off_the_curve()
    {
        var off = Enumerable.Range(0, 64).Select(x => "z" + Base58.Encode([0x80, 0x24, 2, .. new byte[31], (byte)x])).Count(text => !VerificationKey.TryRead(text, out _));
        Assert.InRange(off, 16, 48); // about half of all x have no point
    }

    [Fact]
    public async Task Is_shared_by_threads()
    {
        using var key = RsaPrivateKey.Create();
        var signature = key.Sign("text"u8);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).All(_ => key.PublicKey.Verify("text"u8, signature) && !key.PublicKey.Verify("other"u8, signature)
                && key.Sign("text"u8).AsSpan().SequenceEqual(signature)))));
        Assert.DoesNotContain(false, all);
    }
}
