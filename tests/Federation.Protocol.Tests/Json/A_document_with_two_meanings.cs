using System.Text;
using Federation.Protocol.Json;

namespace Federation.Protocol.Tests.Json;

public sealed class A_document_with_two_meanings
{
    [Theory]
    [InlineData("""{"a":1,"a":2}""", "stands twice")]
    [InlineData("""{"a":1,"\u0061":2}""", "stands twice")]
    [InlineData("""{"x":[{"b":1,"b":1}]}""", "stands twice")]
    [InlineData("""{"a":9007199254740992}""", "exactly")]
    [InlineData("""{"a":1e400}""", "exactly")]
    [InlineData("""{"a":"\ud800"}""", "surrogate")]
    [InlineData("""{"a":1}{"b":2}""", "not JSON")]
    [InlineData("""{"a":1,}""", "not JSON")]
    [InlineData("""{"a":1 /* why */}""", "not JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("", "not JSON")]
    public void Is_refused_with_the_reason(string text, string reason)
    {
        var result = StrictJson.ReadObject(Encoding.UTF8.GetBytes(text));
        Assert.False(result.IsRead);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_for_invalid_UTF_8() =>
        Assert.Contains("UTF-8", StrictJson.ReadObject([(byte)'{', (byte)'"', 0xC0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}']).Reason, StringComparison.Ordinal);

    [Fact]
    public void Is_refused_beyond_64_levels()
    {
        Assert.True(StrictJson.ReadObject(Nested(63)).IsRead);
        Assert.False(StrictJson.ReadObject(Nested(65)).IsRead);
    }

    [Theory, InlineData("""{"a":9007199254740991,"b":-1.5e3,"c":"é","d":{"a":1}}""")]
    public void Is_not_what_an_ordinary_document_is(string text) => Assert.True(StrictJson.ReadObject(Encoding.UTF8.GetBytes(text)).IsRead);

    private static byte[] Nested(int levels) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels));
}
