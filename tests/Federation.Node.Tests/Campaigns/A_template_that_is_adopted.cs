using System.Text.Json.Nodes;
using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

/// <summary>What an officer may change of a federation's template, and what not: the tables still have to add up, and nobody is asked or shown more.</summary>
public sealed class A_template_that_is_adopted
{
    private static readonly Dictionary<string, Action<JsonObject>> May = new()
    {
        ["as it is"] = _ => { },
        ["another title"] = template => template["title"]!["fr"] = "Nos horaires",
        ["another purpose"] = template => template["purpose"]!["en"] = "To bargain for better hours in our docks.",
        ["a notice in another language"] = template => template["notice"]!["de"] = "Wir fragen nach Ihren Stunden.",
        ["another label"] = template => Field(template, "sector")["label"]!["en"] = "Branch",
        ["another label of an answer"] = template => Field(template, "sector")["choices"]![0]!["label"]!["en"] = "Hospitals",
        ["fewer answers"] = template => Field(template, "sector")["choices"]!.AsArray().RemoveAt(0),
        ["answers in another order"] = template => Reverse(Field(template, "sector")["choices"]!.AsArray()),
        ["a narrower range"] = template => Field(template, "workedMinutes")["maximum"] = 3_000,
        ["a larger smallest group"] = template => template["minimumGroup"] = 15,
        ["a larger smallest group of the federation"] = template => template["federationMinimumGroup"] = 50,
        ["kept for less time"] = template => template["retentionMonths"] = 3,
        ["fewer recipients"] = template => template["recipients"]!.AsArray().RemoveAt(0),
    };

    private static readonly Dictionary<string, (string Named, Action<JsonObject> Change)> MayNot = new()
    {
        ["a question more"] = ("new field, “name”", template => template["schema"]!["fields"]!.AsArray().Add(JsonNode.Parse("""{"name":"name","kind":"number","label":{"en":"a","fr":"b","es":"c"},"minimum":0,"maximum":1}"""))),
        ["an answer more"] = ("“sector” has a new answer, “docks”", template => Field(template, "sector")["choices"]!.AsArray().Add(JsonNode.Parse("""{"code":"docks","label":{"en":"a","fr":"b","es":"c"}}"""))),
        ["an answer by another code"] = ("“sector” has a new answer, “health”", template => Field(template, "sector")["choices"]![0]!["code"] = "health"),
        ["a wider range"] = ("“workedMinutes” takes numbers", template => Field(template, "workedMinutes")["maximum"] = 1_000_000),
        ["another unit"] = ("“workedMinutes” is of another kind, unit", template => Field(template, "workedMinutes")["unit"] = "h"),
        ["another origin"] = ("“workedMinutes” is of another kind", template => Field(template, "workedMinutes").Remove("import")),
        ["small answers put together"] = ("“sector” is of another kind", template => Field(template, "sector")["mergeSmall"] = true),
        ["one cut less"] = ("cut or added up in another way", template => template["schema"]!["table"]!["dimensions"]!.AsArray().RemoveAt(0)),
        ["cuts in another order"] = ("cut or added up in another way", template => Reverse(template["schema"]!["table"]!["dimensions"]!.AsArray())),
        ["a smaller group"] = ("smallest group is 10 instead of 12", template => template["minimumGroup"] = 10),
        ["a smaller group of the federation"] = ("federation's smallest group is 15 instead of 20", template => template["federationMinimumGroup"] = 15),
        ["kept for longer"] = ("kept for 24 months instead of 12", template => template["retentionMonths"] = 24),
        ["a recipient more"] = ("another recipient, “The press”", template => template["recipients"]!.AsArray().Add(JsonNode.Parse("""{"en":"The press","fr":"La presse","es":"La prensa"}"""))),
    };

    public static TheoryData<string> Narrowings => [.. May.Keys];

    public static TheoryData<string> Widenings => [.. MayNot.Keys];

    [Theory, MemberData(nameof(Narrowings))]
    public void May_be_reworded_and_narrowed(string what) => Assert.Null(TemplateNarrowing.Widens(Read(_ => { }), Read(May[what])));

    [Theory, MemberData(nameof(Widenings))]
    public void May_not_be_widened_and_its_officer_is_told_what_is_wider(string what) =>
        Assert.Contains(MayNot[what].Named, TemplateNarrowing.Widens(Read(_ => { }), Read(MayNot[what].Change))!.En, StringComparison.Ordinal);

    [Fact]
    public void Is_the_same_when_an_officer_gets_it_to_change() =>
        Assert.Null(TemplateNarrowing.Widens(Read(_ => { }), CampaignDefinitions.Read(CampaignDefinitions.Write(Read(_ => { }))).Definition!));

    [Fact]
    public void Compares_what_it_compared_and_counts_by_the_same_rule()
    {
        foreach (var (name, _, json) in CampaignDefinitions.Others)
        {
            var template = CampaignDefinitions.Read(json).Definition!;
            var written = CampaignDefinitions.Read(CampaignDefinitions.Write(template)).Definition!;
            Assert.True(TemplateNarrowing.Widens(template, written) is null, name);
            Assert.NotNull(TemplateNarrowing.Widens(template, written with { Schema = written.Schema with { Table = written.Schema.Table with { OncePerPerson = !written.Schema.Table.OncePerPerson } } }));
        }
    }

    private static CampaignDefinition Read(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(CampaignDefinitions.WorkingHours)!.AsObject();
        (json["minimumGroup"], json["federationMinimumGroup"]) = (12, 20);
        change(json);
        var (definition, refusal) = CampaignDefinitions.Read(json.ToJsonString());
        Assert.True(definition is not null, refusal?.Message.En);
        return definition;
    }

    private static JsonObject Field(JsonObject definition, string name) =>
        definition["schema"]!["fields"]!.AsArray().Select(field => field!.AsObject()).Single(field => field["name"]!.ToString() == name);

    private static void Reverse(JsonArray items)
    {
        var reversed = items.Reverse().ToList();
        items.Clear();
        reversed.ForEach(items.Add);
    }
}
