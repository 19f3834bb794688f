using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Tests.Datasets;

/// <summary>What an approved peer may try with the table itself: each is refused in one sentence, none is an exception.</summary>
public sealed class A_hostile_table
{
    [Theory]
    [InlineData("dimensions"), InlineData("measures"), InlineData("cells"), InlineData("hidden")]
    public void Is_refused_when_a_list_holds_null(string list)
    {
        var table = JsonNode.Parse(Table().Bytes())!.AsObject();
        table[list]!.AsArray().Add((JsonNode?)null);
        Assert.NotNull(TableFile.Read(Encoding.UTF8.GetBytes(table.ToJsonString())).Reason);
    }

    [Fact]
    public void Is_refused_when_a_code_is_null()
    {
        var table = JsonNode.Parse(Table().Bytes())!.AsObject();
        table["dimensions"]![0]!["codes"]!.AsArray().Add((JsonNode?)null);
        Assert.NotNull(TableFile.Read(Encoding.UTF8.GetBytes(table.ToJsonString())).Reason);
    }

    [Theory]
    [InlineData(""), InlineData("a\tb"), InlineData("a\nb")]
    public void Is_refused_when_a_code_could_be_taken_for_another(string code) =>
        Assert.Contains("control characters", TableFile.Read(Table(code).Bytes()).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1L), InlineData(TableForm.MaxFigure + 1), InlineData(long.MaxValue)]
    public void Is_refused_when_a_figure_would_break_the_sum_of_all(long figure)
    {
        var table = JsonNode.Parse(Table().Bytes())!.AsObject();
        table["cells"]![0]!["measures"]![0] = figure;
        Assert.NotNull(TableFile.Read(Encoding.UTF8.GetBytes(table.ToJsonString())).Reason);
    }

    [Fact]
    public void Is_refused_when_its_minimum_group_protects_nobody()
    {
        var one = Table() with { MinimumGroup = 1, Cells = [new TableCell([null], 1, 1, [2400], 1, 0), new TableCell(["north"], 1, 1, [2400], 1, 0)] };
        Assert.Contains("protects nobody", TableFile.Read(one.Bytes()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_would_fill_the_memory_with_measures()
    {
        List<TableMeasure> measures = [.. Enumerable.Range(0, TableForm.MaxMeasures + 1).Select(i => new TableMeasure("m" + i, Text.Same("m"), null))];
        Assert.Contains("measures", TableFile.Read((Table() with { Measures = measures, Cells = [] }).Bytes()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_a_label_would_fill_a_page() =>
        Assert.Contains("label", TableFile.Read((Table() with { Title = Text.Same(new string('x', 301)) }).Bytes()).Reason, StringComparison.Ordinal);

    [Fact]
    public void Fits_its_template_or_is_refused()
    {
        Assert.Null(TemplateForm.Refute(Schema, Table()));
        var hours = Table() with { Measures = [new TableMeasure("workedMinutes", Text.Same("Minutes"), "h")] };
        Assert.Contains("unit", TemplateForm.Refute(Schema, hours), StringComparison.Ordinal);
        Assert.Contains("region has the code nowhere", TemplateForm.Refute(Schema, Table("nowhere")), StringComparison.Ordinal);
        Assert.Contains("dimensions", TemplateForm.Refute(Schema, Table() with { Dimensions = [] }), StringComparison.Ordinal);
        Assert.Contains("added to no other", TemplateForm.Refute(Schema, Table() with { Noise = new TableNoise("1/100") }), StringComparison.Ordinal);
    }

    [Fact]
    public void Speaks_in_a_sum_the_words_of_the_template_whatever_its_own_are()
    {
        var slogan = Table() with
        {
            Dimensions = [new TableDimension("region", Text.Same("Vote for us"), [new TableCode("north", Text.Same("Vote for us"))], false)],
            Measures = [new TableMeasure("workedMinutes", Text.Same("Vote for us"), "min")],
        };
        Assert.Null(TemplateForm.Refute(Schema, slogan));
        var (sum, _) = RollUpTable.Of(Text.Same("Hours"), Schema, [slogan, slogan], 20, null, []);
        Assert.DoesNotContain("Vote for us", Encoding.UTF8.GetString(sum.Bytes()), StringComparison.Ordinal);
        Assert.Equal(("Region", "north", "Minutes"), (sum.Dimensions[0].Label.En, sum.Dimensions[0].Codes[0].Label.En, sum.Measures[0].Label.En));
    }

    [Theory]
    [InlineData("""{"low":[12],"high":[12]}"""), InlineData("""{"low":[12,12,28800],"high":[11,12,28800]}"""), InlineData("""{"low":[11,12,28800],"high":[null,null,null]}"""),
        InlineData("""{"low":[12,12,28800],"high":[null,null,10000000000001]}"""), InlineData("""{"low":[12,12,28800]}"""), InlineData("""{"low":[12,12,null],"high":[null,null,null]}""")]
    public void Is_refused_when_its_bounds_are_not_those_of_its_figures(string bounds)
    {
        var table = JsonNode.Parse(Table().Bytes())!.AsObject();
        table["cells"]![0]!["missingSources"] = 1;
        table["cells"]![0]!["bounds"] = JsonNode.Parse(bounds);
        Assert.NotNull(TableFile.Read(Encoding.UTF8.GetBytes(table.ToJsonString())).Reason);
    }

    [Fact]
    public void Is_refused_when_it_bounds_what_nothing_is_missing_in()
    {
        var table = Table() with { Cells = [.. Table().Cells.Select(cell => cell with { Bounds = new TableBounds([12, 12, 28800], [null, null, null]) })] };
        Assert.Contains("bounds", TableFile.Read(table.Bytes()).Reason, StringComparison.Ordinal);
        Assert.Null(TableFile.Read((table with { Cells = [.. table.Cells.Select(cell => cell with { MissingSources = 1 })] }).Bytes()).Reason);
    }

    private static readonly CampaignSchema Schema = new(
        [
            new SchemaField("region", FieldKind.Choice, Text.Same("Region"),
                Choices: [new SchemaChoice("north", Text.Same("north")), new SchemaChoice("south", Text.Same("south"))]),
            new SchemaField("workedMinutes", FieldKind.Number, Text.Same("Minutes"), "min", 0, 6000),
        ],
        new TableRule(["region"], ["workedMinutes"]));

    private static TableFile Table(string code = "north") => new(
        Text.Same("Hours"), [new TableDimension("region", Text.Same("Region"), [new TableCode(code, Text.Same(code))], false)],
        [new TableMeasure("workedMinutes", Text.Same("Minutes"), "min")], 10, 1, "10-19", 0, Text.Same("Sums."),
        [new TableCell([null], 12, 12, [28800], 1, 0), new TableCell([code], 12, 12, [28800], 1, 0)], []);
}
