using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Tables;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets.Formats;
using Federation.Node.Tests.Peers;

namespace Federation.Node.Tests.Datasets;

/// <summary>Sectors that belong to larger ones, and dimensions that are not all crossed with each other.</summary>
public sealed class Groups_and_linked_tables(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Go_from_a_template_to_a_union_s_tables_and_a_federation_s_sum()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        RunningNode[] all = [fnt, union];
        await fnt.PublishTemplate(Definition().ToJsonString());
        await fnt.AffiliateWithTemplate(union, all);
        var campaign = await union.AdoptAndOpen();
        await union.Contribute(campaign, 24, "care", "north");
        await union.Contribute(campaign, 4, "hospitality", "north");
        await union.Contribute(campaign, 30, "hospitality", "south", week: "2026-W46");
        await union.Contribute(campaign, 22, "care", "south", week: "2026-W46");
        await union.Contribute(campaign, 26, "retail", "south");
        await union.Contribute(campaign, 23, "logistics", "north");
        var path = await union.Release();

        var table = await union.Table(path);
        Assert.Equal(["people", "care", "hospitality", "goods", "logistics", "retail"], table.Dimensions[0].Codes.Select(code => code.Code));
        Assert.Equal((80, 49), (table.Find(["people", null, null])!.Persons, table.Find(["goods", null, null])!.Persons));
        Assert.Null(table.Find(["hospitality", null, "2026-W45"])); // four
        Assert.NotNull(table.Find([null, "north", "2026-W45"]));
        Assert.DoesNotContain(table.Cells, cell => cell.Codes[0] is not null && cell.Codes[1] is not null);
        Assert.DoesNotContain(table.Hidden, cell => cell.Codes[0] is not null && cell.Codes[1] is not null);

        using var member = await union.SignedIn("mia");
        var page = await member.Open(path);
        var shown = page.QuerySelectorAll("table").Take(2).Select(each => each.QuerySelectorAll("tbody tr th").Select(cell => cell.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(["With people", "– Health and care", "– Hotels and restaurants", "With goods", "– Transport and warehouses", "– Shops", "All"], shown[0]);
        Assert.Equal(["North", "South", "All"], shown[1]);
        Assert.DoesNotContain("With people", page.QuerySelector("svg")!.TextContent, StringComparison.Ordinal); // bars are of what adds nothing up
        Assert.Contains(page.QuerySelectorAll("svg text"), text => text.TextContent.Trim() == "Health and care"); // and not further in than others

        await Neighbours.Eventually(async () => (await fnt.Mirrors()) is [{ Current: not null }], "the release is mirrored", all);
        var sum = await fnt.Table(await fnt.Release());
        Assert.Equal(table.Dimensions[0].Codes.Select(code => (code.Code, code.In)), sum.Dimensions[0].Codes.Select(code => (code.Code, code.In)));
        Assert.Equal(80, sum.Find(["people", null, null])!.Persons);
        Assert.Equal(table.Crossings!.Select(names => string.Join('/', names)), sum.Crossings!.Select(names => string.Join('/', names)));
    }

    [Fact]
    public async Task Are_said_in_every_format()
    {
        var table = Table();
        Assert.Null(TableFile.Read(table.Bytes()).Reason);
        var release = SampleRelease.Whole with { Table = table };

        var cube = JsonNode.Parse(await new JsonStatFormat("en").Write(release, Cancel))!;
        Assert.Equal("""{"people":["care","hospitality"]}""", cube["dimension"]!["sector"]!["category"]!["child"]!.ToJsonString());
        var structure = JsonNode.Parse(await new SdmxStructureFormat().Write(release, Cancel))!;
        var codes = structure["data"]!["codelists"]!.AsArray().Single(list => list!["id"]!.ToString() == "CL_SECTOR")!["codes"]!.AsArray();
        Assert.Equal([("people", null), ("care", "people"), ("hospitality", "people"), ("retail", null), ("_T", null)],
            codes.Select(code => (code!["id"]!.ToString(), code["parent"]?.ToString())));
    }

    [Fact]
    public void Of_a_peer_are_attacked_as_what_they_are()
    {
        var table = Table();

        // Were one of the group's two codes shown beside it, the other would be the rest.
        var given = table with { Cells = [.. table.Cells, Cell(["care"], 30)], Hidden = [new HiddenCell(["hospitality"])], SuppressedCells = 1 };
        Assert.Equal("The table gives hidden cells away.", TableFile.Read(given.Bytes()).Reason);
        Assert.Contains("in itself", TableFile.Read((table with { Dimensions = [table.Dimensions[0] with { Codes = [new("people", Same("p"), "care"), new("care", Same("c"), "people")] }] }).Bytes()).Reason, StringComparison.Ordinal);
        Assert.Contains("no code nowhere", TableFile.Read((table with { Dimensions = [table.Dimensions[0] with { Codes = [new("care", Same("c"), "nowhere")] }] }).Bytes()).Reason, StringComparison.Ordinal);
        Assert.Contains("which is no dimension", TableFile.Read((table with { Crossings = [["sector", "region"]] }).Bytes()).Reason, StringComparison.Ordinal);
        Assert.Contains("null", TableFile.Read((table with { Crossings = [null!] }).Bytes()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_counted_once_in_what_a_table_cost()
    {
        // 40 of 70 stand in sectors that are hidden, whatever their group shows.
        Assert.Equal(57.1m, TableCost.Of(Table()).SharePercent);

        var linked = Table() with { Dimensions = [.. Table().Dimensions, new TableDimension("region", Same("Region"), [new("north", Same("North"))], false)], Crossings = [["sector"], ["region"]] };
        linked = linked with
        {
            Cells = [.. linked.Cells.Select(cell => cell with { Codes = [.. cell.Codes, null] }), Cell([null, "north"], 70)],
            Hidden = [.. linked.Hidden.Select(cell => new HiddenCell([.. cell.Codes, null]))],
        };
        Assert.Null(TableFile.Read(linked.Bytes()).Reason);
        Assert.Equal(57.1m, TableCost.Of(linked).SharePercent);
    }

    [Fact]
    public void Are_left_out_of_the_positions_that_a_gap_is_adjusted_for()
    {
        TableMeasure[] pay = [new("pay", Same("Pay"), "EUR ct"), new("paySquare", Same("Pay squared"), null, "pay")];
        var plain = new TableFile(
            Same("Pay"), [new("grade", Same("Grade"), [new("a", Same("A")), new("b", Same("B"))], false), new("sex", Same("Sex"), [new("woman", Same("woman")), new("man", Same("man"))], false)],
            pay, 10, 1, "50-99", 0, Same("By hand."), [Paid("a", "woman", 20, 9), Paid("a", "man", 20, 10), Paid("b", "woman", 20, 19), Paid("b", "man", 20, 20)], [], Gap: new("pay", "sex", "woman", "man"));
        var grouped = plain with
        {
            Dimensions = [plain.Dimensions[0] with { Codes = [new("all", Same("All grades")), new("a", Same("A"), "all"), new("b", Same("B"), "all")] }, plain.Dimensions[1]],
            Cells = [.. plain.Cells, Paid("all", "woman", 40, 14), Paid("all", "man", 40, 15)],
        };
        Assert.Equal(PayGap.Of(plain)!.Lines.Select(line => (line.Of.En, line.FirstPersons, line.Gap)), PayGap.Of(grouped)!.Lines.Select(line => (line.Of.En, line.FirstPersons, line.Gap)));

        static TableCell Paid(string grade, string sex, long persons, long mean) => new([grade, sex], persons, persons, [persons * mean, persons * (mean * mean + 1)], 1, 0);
    }

    [Theory]
    [InlineData("""{"code":"care"}""", "the code 'care' of 'sector' stands twice")]
    [InlineData("""{"code":"all","in":"care"}""", "is in the group 'care', which there is not")]
    [InlineData("""{"code":"empty"}""", "the group 'empty' of 'sector' has no answers")]
    public void Are_refused_where_they_make_no_sense(string group, string reason)
    {
        var (definition, another) = (Definition(), JsonNode.Parse(group)!);
        another["label"] = Label("Another");
        definition["schema"]!["fields"]![0]!["groups"]!.AsArray().Add(another);
        Assert.Contains(reason, Fault(definition), StringComparison.Ordinal);
        another.AsObject().Remove("label");
        Assert.Contains("has no label", Fault(definition), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_refused_where_they_go_round_or_small_answers_are_merged_too()
    {
        var circle = Definition();
        circle["schema"]!["table"]!["crossings"] = JsonNode.Parse("""[["sector","week"],["week","region"],["region","sector"]]""");
        Assert.Contains("circle", Fault(circle), StringComparison.Ordinal);
        var merged = Definition();
        merged["schema"]!["fields"]![0]!["mergeSmall"] = true;
        Assert.Contains("one of the two", Fault(merged), StringComparison.Ordinal);
        Assert.Null(CampaignDefinitions.Read(Definition().ToJsonString()).Refusal);
    }

    [Fact]
    public void Stay_as_they_are_when_a_template_is_adopted_with_changes()
    {
        var template = CampaignDefinitions.Read(Definition().ToJsonString()).Definition!;
        var moved = Definition();
        moved["schema"]!["fields"]![0]!["choices"]![0]!["in"] = "goods";
        Assert.Contains("puts “care” into another group", TemplateNarrowing.Widens(template, CampaignDefinitions.Read(moved.ToJsonString()).Definition!)!.En, StringComparison.Ordinal);
        var crossed = Definition();
        crossed["schema"]!["table"]!.AsObject().Remove("crossings");
        Assert.Contains("cut or added up in another way", TemplateNarrowing.Widens(template, CampaignDefinitions.Read(crossed.ToJsonString()).Definition!)!.En, StringComparison.Ordinal);
        Assert.Null(TemplateNarrowing.Widens(template, CampaignDefinitions.Read(Definition().ToJsonString()).Definition!));
    }

    private static string Fault(JsonObject definition) => CampaignDefinitions.Read(definition.ToJsonString()).Refusal!.Message.En;

    // "Working hours 2026", its sectors in two groups, and by week and sector, and by week and region.
    private static JsonObject Definition()
    {
        var definition = JsonNode.Parse(CampaignDefinitions.WorkingHours)!.AsObject();
        var sector = definition["schema"]!["fields"]![0]!;
        sector["groups"] = new JsonArray(
            new JsonObject { ["code"] = "people", ["label"] = Label("With people") }, new JsonObject { ["code"] = "goods", ["label"] = Label("With goods") });
        foreach (var choice in sector["choices"]!.AsArray())
        {
            choice!["in"] = choice["code"]!.ToString() is "care" or "hospitality" ? "people" : "goods";
        }

        definition["schema"]!["table"]!["crossings"] = JsonNode.Parse("""[["sector","week"],["region","week"]]""");
        return definition;
    }

    private static JsonObject Label(string text) => new() { ["en"] = text, ["fr"] = text, ["es"] = text };

    private static TableFile Table() => new(
        Same("Hours"),
        [new TableDimension("sector", Same("Sector"), [new("people", Same("With people")), new("care", Same("Care"), "people"), new("hospitality", Same("Hotels"), "people"), new("retail", Same("Shops"))], false)],
        [new TableMeasure("minutes", Same("Worked"), "min")], 10, 1, "50-99", 2, Same("By hand."),
        [Cell(["people"], 40), Cell(["retail"], 30), Cell([null], 70)],
        [new HiddenCell(["care"]), new HiddenCell(["hospitality"])]);

    private static TableCell Cell(IReadOnlyList<string?> codes, long persons) => new(codes, persons, persons, [persons * 2400], 1, 0);

    private static Federation.Node.Shell.Text Same(string text) => Federation.Node.Shell.Text.Same(text);
}
