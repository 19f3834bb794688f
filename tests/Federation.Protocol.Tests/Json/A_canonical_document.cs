using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Federation.Protocol.Json;

namespace Federation.Protocol.Tests.Json;

public sealed class A_canonical_document
{
    [Theory, MemberData(nameof(Rfc8785Vectors.All), MemberType = typeof(Rfc8785Vectors))]
    public void Has_the_bytes_of_RFC_8785(string name, string document, string hex)
    {
        Assert.True(hex == Convert.ToHexStringLower(CanonicalJson.Bytes(JsonNode.Parse(document)!)), name);
        using var parsed = JsonDocument.Parse(document);
        Assert.True(hex == Convert.ToHexStringLower(CanonicalJson.Bytes(parsed.RootElement)), name);
        var hash = new byte[32];
        CanonicalJson.Sha256(JsonNode.Parse(document)!, hash);
        Assert.Equal(SHA256.HashData(Convert.FromHexString(hex)), hash);
    }

    /// <summary>Made in code: any CLR value may be in a node.</summary>
    [Fact]
    public void Is_the_same_of_any_value_that_becomes_it()
    {
        var made = new JsonObject
        {
            ["z"] = 1.0, ["y"] = 1e21m, ["x"] = JsonValue.Create(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)), ["w"] = 'c', ["v"] = null,
            ["u"] = JsonValue.Create(new { b = 1, a = "<é>" }), ["t"] = float.MaxValue, ["s"] = -0.0, ["r"] = long.MaxValue, ["q"] = "\u2028\u001f/",
        };
        Assert.Equal(
            "{\"q\":\"\u2028\\u001f/\",\"r\":9223372036854776000,\"s\":0,\"t\":3.4028235e+38,\"u\":{\"a\":\"<é>\",\"b\":1},\"v\":null,\"w\":\"c\",\"x\":\"2026-11-24T09:00:00+00:00\",\"y\":1e+21,\"z\":1}",
            Encoding.UTF8.GetString(CanonicalJson.Bytes(made)));
    }

    [Fact]
    public void Holds_no_half_of_a_character()
    {
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Bytes(new JsonObject { ["a"] = "\ud800" }));
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Bytes(new JsonObject { ["\udc00"] = 1 }));
    }

    /// <summary>RFC 8785 §3.2.3: names sort by UTF-16 code units, by which an emoji stands before a ligature, though not in UTF-8.</summary>
    [Fact]
    public void Is_the_same_in_whatever_order_it_was_written() =>
        Documents.Any.Sample(document =>
        {
            var canonical = CanonicalJson.Bytes(document);
            var read = StrictJson.ReadObject(canonical);
            Assert.True(read.IsRead, read.Reason);
            Assert.Equal(canonical, CanonicalJson.Bytes(read.Document));
            Assert.Equal(canonical, CanonicalJson.Bytes(Documents.Reversed(document)!));
        });

    [Fact]
    public void Is_the_same_made_in_code_or_parsed() =>
        Assert.Equal("""{"a":1,"b":[true,"x"]}""",
            Encoding.UTF8.GetString(CanonicalJson.Bytes(new JsonObject { ["b"] = new JsonArray(true, "x"), ["a"] = 1L })));
}
