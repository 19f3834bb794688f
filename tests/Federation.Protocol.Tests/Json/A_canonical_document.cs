using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;

namespace Federation.Protocol.Tests.Json;

public sealed class A_canonical_document
{
    /// <summary>Values of the test data that accompany RFC 8785.</summary>
    [Theory]
    [InlineData("""[56,{"d":true,"10":null,"1":[]}]""", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData("""{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""",
        """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""")]
    [InlineData("""{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}""",
        """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}""")]
    [InlineData("""{"Unnormalized Unicode":"A\u030a"}""", "{\"Unnormalized Unicode\":\"A\u030a\"}")]
    [InlineData("""{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\u000a":"Newline","1":"One","\ud83d\ude02":"Smiley","\u00f6":"o","\ufb33":"Dalet","</script>":"Browser Challenge"}""",
        """{"\n":"Newline","\r":"Carriage Return","1":"One","</script>":"Browser Challenge","ö":"o","€":"Euro Sign","😂":"Smiley","דּ":"Dalet"}""")]
    public void Has_one_sequence_of_bytes(string document, string canonical) =>
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonNode.Parse(document)!)));

    [Fact]
    public void Is_the_same_made_in_code_or_parsed() =>
        Assert.Equal("""{"a":1,"b":[true,"x"]}""",
            Encoding.UTF8.GetString(CanonicalJson.Bytes(new JsonObject { ["b"] = new JsonArray(true, "x"), ["a"] = 1L })));
}
