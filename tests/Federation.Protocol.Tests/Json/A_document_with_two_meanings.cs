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
    [InlineData("""{"a":-9007199254740992}""", "exactly")]
    [InlineData("""{"a":9007199254740993.0}""", "exactly")]
    [InlineData("""{"a":90071992547409930e-1}""", "exactly")]
    [InlineData("""{"a":1e-400}""", "exactly")]
    [InlineData("""{"a":0.1234567890123456789}""", "exactly")]
    [InlineData("""{"a":01}""", "not JSON")]
    [InlineData("""{"a":+1}""", "not JSON")]
    [InlineData("""{"a":NaN}""", "not JSON")]
    [InlineData("""{"a":"\udc00x"}""", "surrogate")]
    [InlineData("""{"\ud800":1}""", "surrogate")]
    [InlineData("""{"a":"\ud800\ud800"}""", "surrogate")]
    [InlineData("{\"a\":\"line\nbreak\"}", "not JSON")]
    [InlineData("\ufeff{}", "not JSON")]
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
        Assert.True(StrictJson.ReadObject(Nested(64)).IsRead);
        Assert.False(StrictJson.ReadObject(Nested(65)).IsRead);
    }

    /// <summary>An object with more names than are looked through one by one.</summary>
    [Fact]
    public void Is_refused_among_many_names()
    {
        var many = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"n{i}\":{{\"n{i}\":0}}"));
        Assert.True(StrictJson.ReadObject(Encoding.UTF8.GetBytes($"{{{many}}}")).IsRead);
        Assert.All(new[] { 0, 15, 16, 17, 99 }, i =>
            Assert.Contains($"\"n{i}\" stands twice", StrictJson.ReadObject(Encoding.UTF8.GetBytes($"{{{many},\"n{i}\":1}}")).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"a":9007199254740991,"b":-1.5e3,"c":"é","d":{"a":1}}""")]
    [InlineData("""{"a":0.0,"b":-0,"c":1e21,"d":25.273962000000000000,"e":0.30000000000000004,"f":1e-300,"g":333333333.33333329}""")]
    [InlineData("""{"a":"\ud83d\ude02","b":[{"a":1},{"a":2}],"c":{}}""")]
    public void Is_not_what_an_ordinary_document_is(string text) => Assert.True(StrictJson.ReadObject(Encoding.UTF8.GetBytes(text)).IsRead);

    private static byte[] Nested(int levels) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels));
}
