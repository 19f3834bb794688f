using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions;

/// <summary>A federation asks for sectors; what members of a union say is the name of their workplace.</summary>
public sealed class Words_of_a_union(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateOnly Today => new(2026, 11, 24);

    [Fact]
    public async Task Are_what_members_choose_and_the_answer_of_the_template_is_what_is_kept()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(Adopted(Words).ToJsonString());
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.Contains(ana.Page.QuerySelectorAll("#sector option"), option => option.GetAttribute("value") == "saintLuc" && option.TextContent == "Saint-Luc hospital (kept as “Health and care”)");
        await ana.Submit(campaign + "/contribute", ("sector", "saintLuc"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2500"), ("missedBreaks", "1"), ("eveningMinutes", "0"), ("weekendMinutes", "0"));
        Assert.DoesNotContain("Saint-Luc", ana.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal); // what is kept is what is shown
        Assert.Contains("Health and care", ana.Page.QuerySelector("table")!.TextContent, StringComparison.Ordinal);

        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/sheet", "sheet", "weeks.csv", Encoding.UTF8.GetBytes("sector;region;week;workedMinutes;missedBreaks;eveningMinutes;weekendMinutes\nHôpital Saint-Luc;north;2026-W46;2400;0;0;0\n"));
        var columns = ana.Page.QuerySelector("form[action$='/look']")!; // found by their names
        await ana.Submit(columns.GetAttribute("action")!, [.. columns.QuerySelectorAll("select").Cast<IHtmlSelectElement>().Select(select => (select.Name!, select.Value ?? "")),
            .. columns.QuerySelectorAll("input:not([type=hidden])").Cast<IHtmlInputElement>().Select(input => (input.Name!, input.Value))]);
        Assert.Contains("Health and care", ana.Text, StringComparison.Ordinal); // as it would be kept
        await ana.Submit(ana.Page.QuerySelector("form[action*='/sheet/']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        var rows = await node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
        Assert.Equal([("care", "2026-W45"), ("care", "2026-W46")], rows.Select(row => (row.Dimensions["sector"], row.Dimensions["week"])));
    }

    [Fact]
    public void May_be_added_to_a_template_that_is_adopted()
    {
        var (template, adopted) = (Read(Adopted("[]")), Read(Adopted(Words)));
        Assert.Null(TemplateNarrowing.Widens(template, adopted));
        Assert.Equal(template.Schema.Fields[0].Choices.Select(choice => choice.Code), adopted.Schema.Fields[0].Choices.Select(choice => choice.Code)); // of which the table is made
        Assert.Equal(CampaignDefinitions.Write(adopted), CampaignDefinitions.Write(Read(JsonNode.Parse(CampaignDefinitions.Write(adopted))!)));
    }

    [Fact]
    public void Are_counted_once_where_several_of_them_are_one_answer()
    {
        var field = Read(Adopted(Words)).Schema.Fields[0] with { Kind = FieldKind.Several, Maximum = 2 };
        Assert.Equal("care,retail", FieldAnswers.Read(field, "shop,saintLuc,care", Today).Code);
        Assert.NotNull(FieldAnswers.Read(field, "saintLuc,elsewhere", Today).Refusal);
        Assert.Equal("care", FieldAnswers.Read(field with { Kind = FieldKind.Choice }, "saintLuc", Today).Code);
        Assert.NotNull(FieldAnswers.Read(field with { Kind = FieldKind.Choice }, "elsewhere", Today).Refusal);
    }

    [Theory]
    [InlineData("""[{ "code": "a", "label": LABEL, "is": "nursing" }]""", "the word 'a' of 'sector' is 'nursing', which is no answer of it")]
    [InlineData("""[{ "code": "care", "label": LABEL, "is": "care" }]""", "the code 'care' of 'sector' stands twice")]
    [InlineData("""[{ "code": "a", "label": LABEL, "is": "care" }, { "code": "a", "label": LABEL, "is": "retail" }]""", "the code 'a' of 'sector' stands twice")]
    [InlineData("""[{ "code": "a,b", "label": LABEL, "is": "care" }]""", "needs a code without commas, and a label")]
    [InlineData("""[{ "code": "a", "label": { "en": "A", "fr": "", "es": "A" }, "is": "care" }]""", "lacks one of the languages")]
    public void Are_refused_by_name_where_nobody_could_tell_what_is_kept(string words, string why) =>
        Assert.Contains(why, CampaignDefinitions.Read(Adopted(words.Replace("LABEL", """{ "en": "A", "fr": "B", "es": "C" }""", StringComparison.Ordinal)).ToJsonString()).Refusal!.Message.En, StringComparison.Ordinal);

    [Fact]
    public void Are_refused_on_what_nobody_answers()
    {
        var definition = Adopted("[]");
        definition["schema"]!["fields"]![3]!["words"] = JsonNode.Parse(Words); // a number
        Assert.Contains("which only choices have that members answer", CampaignDefinitions.Read(definition.ToJsonString()).Refusal!.Message.En, StringComparison.Ordinal);
    }

    private const string Words = """
        [{ "code": "saintLuc", "label": { "en": "Saint-Luc hospital", "fr": "Hôpital Saint-Luc", "es": "Hospital Saint-Luc" }, "is": "care" },
         { "code": "shop", "label": { "en": "The shop in the station", "fr": "La boutique de la gare", "es": "La tienda de la estación" }, "is": "retail" }]
        """;

    private static JsonNode Adopted(string words)
    {
        var definition = JsonNode.Parse(CampaignDefinitions.WorkingHours)!;
        if (words != "[]")
        {
            definition["schema"]!["fields"]![0]!["words"] = JsonNode.Parse(words);
        }

        return definition;
    }

    private static CampaignDefinition Read(JsonNode definition) => CampaignDefinitions.Read(definition.ToJsonString()).Definition!;
}
