using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>Dates of which the month is kept, and choices by the ILO's codes, from the form to a federation's sum and to a statistical office.</summary>
public sealed class A_table_by_month(PostgresFixture postgres)
{
    private const string Activity = """
        { "name": "branch", "kind": "choice", "label": { "en": "Branch", "fr": "Branche", "es": "Ramo" }, "codeList": "ILO:ISIC4",
        "choices": [{ "code": "ECO_ISIC4_H" }, { "code": "ECO_ISIC4_Q" }] }
        """;

    private static readonly string Accidents = SampleDefinition.Of($"{Activity}, {SampleDefinition.Accident}, {SampleDefinition.DaysLost}", ["branch", "accident"], "daysLost");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_what_it_is_about_on_its_page_and_in_SDMX()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(Accidents);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.Contains("Transport and storage", ana.Page.QuerySelector("#branch")!.TextContent, StringComparison.Ordinal);
        await Give(node, campaign, 12, "ECO_ISIC4_H", "2026-09-30", 3);
        await Give(node, campaign, 11, "ECO_ISIC4_Q", "2026-10-14", 7);
        var path = await node.Release();
        await ana.Open(path);
        Assert.Contains("Month by month", ana.Text, StringComparison.Ordinal);
        Assert.Contains("Means a person", ana.Page.QuerySelector(".scroll caption")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("week", ana.Page.QuerySelector("main")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1 September 2026 to 31 October 2026", ana.Text, StringComparison.Ordinal);
        Assert.Contains("of a date no more than the month was kept", ana.Text, StringComparison.Ordinal);

        var form = ana.Page.QuerySelectorAll("a[href*='/v1/']").Select(link => link.GetAttribute("href")!).First(link => link.EndsWith("data.sdmx.csv", StringComparison.Ordinal));
        var rows = (await ana.Http.GetStringAsync(form, Cancel)).Split("\r\n").Select(line => line.Split(',')).ToList();
        Assert.Equal(["ECO", "TIME_PERIOD", "MEASURE"], rows[0][3..6]);
        Assert.Contains(rows, row => row is [_, _, _, "ECO_ISIC4_H", "2026-09", "DAYS_LOST", "36", ..]);
        Assert.Contains(rows, row => row is [_, _, _, "ECO_ISIC4_TOTAL", "2026-09-01/P61D", "PERSONS", "23", ..]);
        var structure = JsonNode.Parse(await ana.Http.GetStringAsync(form.Replace("data.sdmx.csv", "structure.sdmx.json", StringComparison.Ordinal), Cancel))!["data"]!;
        var list = structure["codelists"]!.AsArray().Single(each => each!["id"]!.ToString() == "CL_ECO")!;
        Assert.Equal(("ILO", "1.0", true), (list["agencyID"]!.ToString(), list["version"]!.ToString(), (bool)list["isPartial"]!));
        Assert.Equal(["ECO_ISIC4_H", "ECO_ISIC4_Q", "ECO_ISIC4_TOTAL"], list["codes"]!.AsArray().Select(code => code!["id"]!.ToString()));
        var components = structure["dataStructures"]![0]!["dataStructureComponents"]!["dimensionList"]!;
        Assert.Equal("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ILO:CL_ECO(1.0)", components["dimensions"]![0]!["localRepresentation"]!["enumeration"]!.ToString());
        Assert.Equal("TIME_PERIOD", components["timeDimension"]!["id"]!.ToString());
    }

    [Fact]
    public async Task Adds_up_at_a_federation()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var unionA = await RunningNode.Start(postgres, "Union A");
        await using var unionB = await RunningNode.Start(postgres, "Union B");
        RunningNode[] all = [fnt, unionA, unionB];
        using (var officer = await fnt.SignedIn("fleur", Roles.Officer))
        {
            await officer.Open("/templates");
            await officer.Submit("/templates", ("definition", Accidents));
        }

        foreach (var (union, months) in new[] { (unionA, new[] { 0, 12, 14 }), (unionB, new[] { 22, 15, 13 }) })
        {
            await fnt.AffiliateWithTemplate(union, all);
            var campaign = await union.AdoptAndOpen();
            foreach (var (people, day) in months.Zip(["2026-08-01", "2026-09-30", "2026-10-14"]))
            {
                await Give(union, campaign, people, "ECO_ISIC4_H", day, 3);
            }

            await union.Release();
        }

        await Neighbours.Eventually(async () => (await fnt.Mirrors()).Count(mirror => mirror.Current is not null) == 2, "both releases are mirrored", all);
        var sum = await fnt.Table(await fnt.Release());
        Assert.Equal(["2026-08", "2026-09", "2026-10"], sum.Dimensions[1].Codes.Select(code => code.Code));
        Assert.Equal(("month", "ILO:ISIC4"), (sum.Dimensions[1].KeptBy, sum.Dimensions[0].CodeList));
        Assert.Equal((27L, 81L), (sum.Find(["ECO_ISIC4_H", "2026-09"])!.Persons, sum.Find(["ECO_ISIC4_H", "2026-09"])!.Measures[0]));
        Assert.Equal(76, sum.Find([null, null])!.Persons);
        Assert.Equal(new DateOnly(2026, 8, 1), TablePeriod.Of(sum)!.Start);
    }

    [Theory]
    [InlineData("month", "2026-10", "ILO:ISIC4", null)]
    [InlineData("quarter", "2026-Q4", "ILO:ISIC4", "does not have the periods or the code list of its template")]
    [InlineData(null, "2026-10", "ILO:ISIC4", "does not have the periods or the code list of its template")]
    [InlineData("month", "2026-10", null, "does not have the periods or the code list of its template")]
    [InlineData("month", "2026-W40", "ILO:ISIC4", "has the code 2026-W40")]
    public void From_a_peer_has_the_periods_and_lists_of_its_template(string? keptBy, string code, string? list, string? why)
    {
        var schema = SampleDefinition.Read(Accidents).Schema;
        var (branch, accident) = (CampaignTable.Dimension(schema.Fields[0], []), CampaignTable.Dimension(schema.Fields[1], [code]));
        var table = new TableFile(Text.Same("Accidents"), [branch with { CodeList = list }, accident with { KeptBy = keptBy }], [new TableMeasure("daysLost", schema.Fields[2].Label, null)], 10, 1, null, 0, Text.Same("-"), [], []);
        var fault = TemplateForm.Refute(schema, table);
        Assert.Equal(why is null, fault is null);
        Assert.Contains(why ?? "", fault ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("month", "2026-10", null)]
    [InlineData("month", "2026-W40", "A dimension of periods has a code that is none.")]
    [InlineData("fortnight", "2026-F20", null)] // one day perhaps; read as codes
    public void From_a_peer_has_codes_of_the_periods_that_it_names(string keptBy, string code, string? why)
    {
        var schema = SampleDefinition.Read(Accidents).Schema;
        var accident = CampaignTable.Dimension(schema.Fields[1], [code]) with { KeptBy = keptBy };
        Assert.Equal(why, TableForm.Refute(new TableFile(Text.Same("Accidents"), [accident], [], 10, 1, null, 0, Text.Same("-"), [], [])));
    }

    private static async Task Give(RunningNode node, string campaign, int people, string branch, string day, int days)
    {
        var card = await node.Card(campaign);
        for (var person = 0; person < people; person++)
        {
            var (rows, refusal) = ContributionRules.FromForm(card.Schema, new Dictionary<string, string> { ["branch"] = branch, ["accident"] = day, ["daysLost"] = $"{days}" }, new DateOnly(2026, 11, 24));
            Assert.Null(refusal);
            await node.Give(card, rows!);
        }
    }
}
