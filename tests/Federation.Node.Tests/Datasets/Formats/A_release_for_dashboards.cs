using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>JSON-stat 2 and Vega-Lite; stock readers of both are in the suite of conformance.</summary>
public sealed class A_release_for_dashboards
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_a_value_or_a_status_at_the_place_of_every_cell()
    {
        var cube = JsonNode.Parse(await new JsonStatFormat("es").Write(SampleRelease.Whole, Cancel))!;
        Assert.Equal("[\"sector\",\"week\",\"measure\"]", cube["id"]!.ToJsonString());
        Assert.Equal("[3,3,5]", cube["size"]!.ToJsonString());
        Assert.Equal("[\"week\"]", cube["role"]!["time"]!.ToJsonString());
        Assert.Equal(5 * 5, cube["value"]!.AsObject().Count);
        Assert.Equal(3 * 5, cube["status"]!.AsObject().Count);
        Assert.Equal(48_000, (long)cube["value"]![Place(0, 1, 2)]!);
        Assert.Equal("c", cube["status"]![Place(1, 2, 0)]!.ToString());
        Assert.Equal(62, (long)cube["value"]![Place(2, 2, 0)]!);
        Assert.Equal("Sanidad", cube["dimension"]!["sector"]!["category"]!["label"]!["care"]!.ToString());
        Assert.Equal("min", cube["dimension"]!["measure"]!["category"]!["unit"]!["workedMinutes"]!["label"]!.ToString());
        Assert.Contains("oculto", cube["extension"]!["status"]!["label"]!["c"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_the_chart_with_the_means_that_its_page_shows()
    {
        var chart = JsonNode.Parse(await new VegaLiteFormat("en").Write(SampleRelease.Whole, Cancel))!;
        Assert.Equal("""[{"group":"Health and \"care\"","mean":2400},{"group":"=HYPERLINK(\"//evil.example\")","mean":null},{"group":"All","mean":2400}]""",
            chart["data"]!["values"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("hidden", chart["layer"]![1]!["mark"]!["text"]!.ToString());
    }

    private static string Place(int sector, int week, int measure) => (((((sector * 3) + week) * 5) + measure)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
