using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed partial class A_sealed_value_in_json
{
    // Stored in events for decades: this text must load for ever.
    private const string Golden = """{"s":"01890a5d-ac96-774b-bcce-b302099a8057","b":"AQID\u002B\u002B//"}""";
    private static readonly Sealed<string> Value =
        new(new SubjectId(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")), [1, 2, 3, 0xFB, 0xEF, 0xFF]);

    public static TheoryData<string> Options => ["plain", "web", "generated"];

    [Theory]
    [MemberData(nameof(Options))]
    public void Has_one_form_whatever_the_options(string which)
    {
        var json = JsonSerializer.Serialize(Value, Named(which));
        Assert.Equal("""{"s":"01890a5d-ac96-774b-bcce-b302099a8057","b":"AQID++//"}""", json);
        Assert.Equal(Value, JsonSerializer.Deserialize<Sealed<string>>(json, Named(which)));
        Assert.Equal(Value, JsonSerializer.Deserialize<Sealed<string>>(Golden, Named(which)));
    }

    [Theory]
    [InlineData("""{"s":"01890a5d-ac96-774b-bcce-b302099a8057"}""")]
    [InlineData("""{"b":"AQID"}""")]
    [InlineData("""{"s":"nobody","b":"AQID"}""")]
    [InlineData("""{"s":"01890a5d-ac96-774b-bcce-b302099a8057","b":"***"}""")]
    public void Is_refused_when_a_part_is_missing_or_malformed(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sealed<string>>(json));

    [Fact]
    public void Names_its_subject_where_that_is_a_key()
    {
        var ages = new Dictionary<SubjectId, int> { [Value.Subject] = 7 };
        var json = JsonSerializer.Serialize(ages);
        Assert.Equal("""{"01890a5d-ac96-774b-bcce-b302099a8057":7}""", json);
        Assert.Equal(ages, JsonSerializer.Deserialize<Dictionary<SubjectId, int>>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<SubjectId, int>>("""{"x":7}"""));
    }

    private static JsonSerializerOptions Named(string which) => which switch
    {
        "plain" => JsonSerializerOptions.Default,
        "web" => JsonSerializerOptions.Web,
        _ => Generated.Default.Options,
    };

    [JsonSerializable(typeof(Sealed<string>))]
    private sealed partial class Generated : JsonSerializerContext;
}
