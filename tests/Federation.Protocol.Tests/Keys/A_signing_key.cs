using Federation.Protocol.Keys;

namespace Federation.Protocol.Tests.Keys;

public sealed class A_signing_key
{
    [Fact]
    public void Survives_PKCS8()
    {
        using var ed25519 = Ed25519PrivateKey.Create();
        using var ed25519Again = Ed25519PrivateKey.OfPkcs8(ed25519.ExportPkcs8());
        Assert.Equal(ed25519.PublicKey, ed25519Again.PublicKey);
        Assert.Equal(ed25519.ExportSeed(), ed25519Again.ExportSeed());
        using var rsa = RsaPrivateKey.Create();
        using var rsaAgain = RsaPrivateKey.OfPkcs8(rsa.ExportPkcs8());
        Assert.Equal(rsa.PublicKey, rsaAgain.PublicKey);
        Assert.Equal(2048, rsaAgain.PublicKey.Bits);
        Assert.Equal(rsa.Sign("text"u8), rsaAgain.Sign("text"u8));
    }

    /// <summary>RFC 9421 B.1.4.</summary>
    [Fact]
    public void Is_read_from_PKCS8_of_others()
    {
        using var key = Ed25519PrivateKey.OfPkcs8(Convert.FromBase64String("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF"));
        Assert.Equal(Ed25519PublicKey.OfRaw(Convert.FromBase64String("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")), key.PublicKey);
    }

    [Fact]
    public void Is_not_read_from_something_else()
    {
        using var rsa = RsaPrivateKey.Create();
        using var ed25519 = Ed25519PrivateKey.Create();
        Assert.Throws<FormatException>(() => RsaPrivateKey.OfPkcs8(ed25519.ExportPkcs8()));
        Assert.Throws<FormatException>(() => Ed25519PrivateKey.OfPkcs8(rsa.ExportPkcs8()));
        Assert.Throws<FormatException>(() => RsaPrivateKey.OfPkcs8("text"u8));
        Assert.Throws<FormatException>(() => Ed25519PrivateKey.OfSeed("text"u8));
    }
}
