using Federation.Protocol.Keys;

namespace Federation.Protocol.Tests.Keys;

public sealed class A_did_key
{
    /// <summary>The public test key of W3C vc-di-eddsa, whose verification method is written so.</summary>
    private const string Multibase = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";

    [Theory]
    [InlineData("did:key:" + Multibase)]
    [InlineData("did:key:" + Multibase + "#" + Multibase)]
    [InlineData("did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169")]
    public void Is_the_key_that_it_names(string did)
    {
        Assert.True(DidKey.TryRead(did, out var key));
        Assert.Equal(did.Split('#')[0], DidKey.Of(key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("did:key:")]
    [InlineData("did:web:a.example")]
    [InlineData("DID:KEY:" + Multibase)]
    [InlineData("did:key:" + Multibase + "#other")]
    [InlineData("did:key:" + Multibase + "#" + Multibase + "#" + Multibase)]
    [InlineData("did:key:" + Multibase + "?x=1")]
    [InlineData("did:key:-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----")]
    [InlineData("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc")] // X25519: agrees on secrets, signs nothing
    public void Is_not_read_from_something_else(string? did) => Assert.False(DidKey.TryRead(did, out _));
}
