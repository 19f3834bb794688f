using Federation.Protocol.Activities;

namespace Federation.Protocol.Tests.Activities;

public sealed class A_collection_digest
{
    [Fact]
    public void Is_the_digest_of_the_sorted_pairs_in_canonical_JSON() => Assert.Equal(
        // printf '[["https://a.example/1","v2"],["https://a.example/2","v1"]]' | openssl dgst -sha256 -binary | base64
        "sha-256=:OTDHtJDkazJNG1b3fh1OfmQ+1nZhZU7RKsDajCQvSk4=:",
        CollectionDigest.Of([new("https://a.example/2", "v1"), new("https://a.example/1", "v2")]));

    [Fact]
    public void Of_nothing_is_that_of_an_empty_array() =>
        Assert.Equal("sha-256=:T1PNoYwrqgwDVLtfmj7L5e0Sq02OEbqHPC8RFhICuUU=:", CollectionDigest.Of([]));

    [Theory]
    [InlineData("https://a.example/1", "v3")]
    [InlineData("https://a.example/3", "v1")]
    public void Differs_when_an_update_was_lost_or_something_is_held_too_much(string thing, string version)
    {
        Dictionary<string, string> held = new() { ["https://a.example/1"] = "v2", ["https://a.example/2"] = "v1" };
        var before = CollectionDigest.Of(held);
        held[thing] = version;
        Assert.NotEqual(before, CollectionDigest.Of(held));
    }

    [Fact]
    public void Has_no_object_twice() =>
        Assert.Throws<ArgumentException>(() => CollectionDigest.Of([new("https://a.example/1", "v1"), new("https://a.example/1", "v2")]));
}
