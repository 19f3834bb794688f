using System.Text.Json.Nodes;
using Federation.Conformance.Tests.Clients;
using Federation.Node.Datasets.Formats;
using Federation.Node.Tests.Datasets.Formats;

namespace Federation.Conformance.Tests.Formats;

/// <summary>A release as programs read it that know nothing of us: Frictionless' own reader, JSON-stat's toolkit, hyparquet and Vega-Lite.</summary>
public sealed class Releases_by_stock_readers : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("federation-formats");

    private JsonNode said = new JsonObject();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var format in ReleaseFormats.All)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, format.FileName), await format.Write(SampleRelease.Whole, Cancel), Cancel);
        }

        var readers = await NodeModules.Folder("Formats");
        said = JsonNode.Parse(await new ForeignProgram(folder.FullName).Run("node", Path.Combine(readers, "read.mjs"), folder.FullName))!; // it is JSON, not null
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Are_a_valid_data_package_whose_hidden_figures_are_missing_values()
    {
        var package = said["dataPackage"]!;
        Assert.Empty(package["errors"]!.AsArray());
        var rows = package["rows"]!.AsArray();
        Assert.Equal(8, rows.Count);
        Assert.Equal("""{"sector":"care","week":"2026-W45","persons":22,"contributions":22,"workedMinutes":52800,"missedBreaks":31,"missing_sources":0,"status":"shown"}""", rows[0]!.ToJsonString());
        var hidden = rows.Single(row => row!["sector"]!.ToString() == "'=retail" && row["week"]!.ToString() == "_T")!;
        Assert.Null(hidden["persons"]);
        Assert.Equal("hidden", hidden["status"]!.ToString());
        Assert.Equal(6, package["codes"]!.AsArray().Count);
    }

    [Fact]
    public void Are_a_cube_in_JSON_stat_with_status_and_totals() => Assert.True(JsonNode.DeepEquals(said["jsonStat"], JsonNode.Parse("""
        {
          "class": "dataset", "label": "Working hours, 2026", "time": ["week"], "totalLabel": "All",
          "shown": { "value": 48000, "status": null }, "hidden": { "value": null, "status": "c" }, "total": { "value": 62, "status": null }
        }
        """)), said["jsonStat"]!.ToJsonString());

    [Fact]
    public void Are_columns_in_Parquet_with_nothing_where_a_figure_is_hidden()
    {
        var rows = said["parquet"]!["rows"]!.AsArray();
        Assert.Equal("""{"sector":"care","week":"2026-W45","persons":22,"contributions":22,"workedMinutes":52800,"missedBreaks":31,"missing_sources":0,"status":"shown"}""", rows[0]!.ToJsonString());
        Assert.Equal("""{"sector":"=retail","week":"2026-W45","persons":null,"contributions":null,"workedMinutes":null,"missedBreaks":null,"missing_sources":null,"status":"hidden"}""", rows[3]!.ToJsonString());
        Assert.Contains(said["parquet"]!["about"]!.AsArray(), about => about!["key"]!.ToString() == "id" && about["value"]!.ToString() == SampleRelease.Whole.VersionUrl);
    }

    [Fact]
    public void Are_a_chart_that_Vega_Lite_draws_without_a_complaint()
    {
        Assert.Empty(said["chart"]!["complaints"]!.AsArray());
        Assert.Equal(2, (int)said["chart"]!["bars"]!); // care, and all together
        Assert.True((bool)said["chart"]!["saysHidden"]!);
    }
}
