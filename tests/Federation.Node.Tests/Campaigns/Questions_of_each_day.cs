using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

/// <summary>What a definition that asks each day must say, and what a union may change of it.</summary>
public sealed class Questions_of_each_day
{
    private const string Week = """{ "name": "week", "kind": "week", LABEL }""";
    private const string Stress = """{ "name": "stress", "kind": "number", LABEL, "minimum": 1, "maximum": 5, "daily": "sum" }""";
    private const string Days = """{ "name": "days", "kind": "number", LABEL, "minimum": 1, "maximum": 7, "daily": "days" }""";
    private const string Mean = """{ "name": "mean", "kind": "number", LABEL, "minimum": 100, "maximum": 500, "unit": "1/100", "made": { "from": "stress * 100 / days" } }""";

    [Theory]
    [InlineData($"{Week}, {Stress}", "one field has to hold on how many days ('daily': 'days'); there are 0")]
    [InlineData($$"""{{Week}}, {{Stress}}, {{Days}}, { "name": "more", "kind": "number", LABEL, "minimum": 1, "maximum": 7, "daily": "days" }""", "there are 2")]
    [InlineData($"{Stress}, {Days}", "it asks each day, and has no week")]
    [InlineData($"{Week}, {Days}", "'days' counts days, and nothing is asked each day")]
    [InlineData($$"""{{Week}}, {{Stress}}, { "name": "days", "kind": "number", LABEL, "minimum": 0, "maximum": 7, "daily": "days" }""", "from 1 to 7, without a unit")]
    [InlineData($$"""{{Week}}, {{Days}}, { "name": "mood", "kind": "choice", LABEL, "choices": [{ "code": "a", LABEL }, { "code": "b", LABEL }], "daily": "sum" }""", "'mood' is no number")]
    [InlineData($$"""{{Week}}, {{Days}}, { "name": "stress", "kind": "number", LABEL, "minimum": 1, "maximum": 5, "daily": "sum", "later": true }""", "neither made of others, nor imported, nor given later")]
    [InlineData($$"""{{Week}}, {{Days}}, { "name": "stress", "kind": "number", LABEL, "minimum": 1, "maximum": 5, "daily": "sum", "import": "weclock.missedBreaks" }""", "neither made of others, nor imported, nor given later")]
    [InlineData($$"""{{Week}}, {{Stress}}, {{Days}}, { "name": "twice", "kind": "number", LABEL, "minimum": 1, "maximum": 9, "daily": "sum", "made": { "from": "stress * 2" } }""", "neither made of others")]
    [InlineData($$"""{{Week}}, {{Days}}, { "name": "stress", "kind": "number", LABEL, "minimum": 0, "maximum": 9000000000000000, "daily": "sum" }""", "a week of 'stress' could pass the largest whole number; a day is at most 1286742750677284")]
    [InlineData($$"""{{Week}}, {{Stress}}, {{Days}}, { "name": "hours", "kind": "number", LABEL, "minimum": 0, "maximum": 60 }""", "'hours' stands beside questions of each day, where only choices can")]
    [InlineData($$"""{{Week}}, {{Stress}}, {{Days}}, { "name": "note", "kind": "text", LABEL }""", "'note' stands beside questions of each day")]
    [InlineData($$"""{{Week}}, {{Stress}}, {{Days}}, { "name": "sum", "kind": "number", LABEL, "minimum": 0, "maximum": 35, "made": { "from": "stress * 1" } }""", "'sum' is made of the sum of some days without 'days'")]
    public void Are_refused_by_name_where_they_say_what_cannot_be(string fields, string why) => Assert.Contains(why, Refused(Of(fields)), StringComparison.Ordinal);

    [Fact]
    public void Are_added_up_by_no_table_and_measured_by_no_app()
    {
        Assert.Contains("the table adds up 'stress', though people answered on more days or fewer; make a number from 'stress / days'", Refused(Of($"{Week}, {Stress}, {Days}", "stress")), StringComparison.Ordinal);
        var measured = Of($"{Week}, {Stress}, {Days}").Replace("\"table\"", """
            "measured": [{ "field": "stress", "event": "a/b" }, { "field": "days", "event": "a/c" }], "table"
            """, StringComparison.Ordinal);
        Assert.Contains("what is asked each day comes from no records and no app", Refused(measured), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"maximum\": 5, \"daily\"", "\"maximum\": 4, \"daily\"", null)]
    [InlineData("\"maximum\": 5, \"daily\"", "\"maximum\": 6, \"daily\"", "“stress” takes numbers that the template does not")]
    [InlineData(", \"daily\": \"sum\"", "", "“stress” is of another kind")]
    public void May_be_narrowed_by_a_union_and_not_widened(string part, string other, string? why)
    {
        var template = Of($"{Week}, {Stress}, {Days}, {Mean}", "mean");
        Assert.Contains(part, template, StringComparison.Ordinal);
        var adopted = template.Replace(part, other, StringComparison.Ordinal);
        adopted = adopted.Contains("\"sum\"", StringComparison.Ordinal) ? adopted : adopted.Replace(", \"daily\": \"days\"", "", StringComparison.Ordinal);
        var what = TemplateNarrowing.Widens(SampleDefinition.Read(template), SampleDefinition.Read(adopted));
        Assert.Equal(why is null, what is null);
        Assert.Contains(why ?? "", what?.En ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Are_written_where_there_are_some_and_change_no_other_definition()
    {
        var written = CampaignDefinitions.Write(SampleDefinition.Read(Of($"{Week}, {Stress}, {Days}, {Mean}", "mean")));
        Assert.Contains("\"daily\": \"sum\"", written, StringComparison.Ordinal);
        Assert.Equal(written, CampaignDefinitions.Write(SampleDefinition.Read(written)));
        Assert.DoesNotContain("daily", CampaignDefinitions.Write(SampleDefinition.Read(CampaignDefinitions.UnpaidHours)), StringComparison.Ordinal);
    }

    private static string Of(string fields, params string[] measures) =>
        SampleDefinition.Of($"{SampleDefinition.Sector}, {fields.Replace("LABEL", """ "label": { "en": "A", "fr": "B", "es": "C" } """, StringComparison.Ordinal)}", ["sector"], measures);

    private static string Refused(string json)
    {
        var (definition, refusal) = CampaignDefinitions.Read(json);
        Assert.Null(definition);
        return refusal!.Message.En;
    }
}
