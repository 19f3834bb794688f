using System.Text.Json.Nodes;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>The chart of the release's page as a specification (Vega-Lite 6), figures included: for leaflets and web pages that draw it their own way.</summary>
internal sealed class VegaLiteFormat(string language) : IReleaseFormat
{
    public string FileName => $"chart.{language}.vl.json";

    public string MediaType => "application/vnd.vegalite.v6+json";

    public string Standard => "https://vega.github.io/schema/vega-lite/v6.json";

    public string Name => "Vega-Lite";

    public Text For => new(
        "For designers: the chart, to be drawn in another way.", "Pour les graphistes : le graphique, à dessiner autrement.", "Para diseñadores: el gráfico, para dibujarlo de otro modo.");

    public string? Language => language;

    public Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var (table, reading) = (release.Table, new TableReading(release.Table));
        var bars = reading.Groups.Length > 0 && table.Measures.Count > 0 ? reading.By(reading.Groups[0]) : [];
        var (group, measure) = bars.Count > 0 ? (table.Dimensions[reading.Groups[0]].Label, table.Measures[0].Label) : (Text.Same(""), Text.Same(""));
        var unit = bars.Count > 0 && table.Measures[0].Unit is { } named ? $" ({named})" : "";
        return Task.FromResult(CanonicalFile.Of(new JsonObject
        {
            ["$schema"] = Standard,
            ["title"] = new JsonObject { ["text"] = table.Title.In(language), ["subtitle"] = release.Citation(language) },
            ["description"] = table.Method.In(language),
            ["usermeta"] = new JsonObject { ["id"] = release.VersionUrl, ["license"] = release.License },
            ["data"] = new JsonObject { ["values"] = new JsonArray([.. bars.Select(Bar)]) },
            ["width"] = 480,
            ["encoding"] = new JsonObject { ["y"] = new JsonObject { ["field"] = "group", ["type"] = "nominal", ["sort"] = null, ["title"] = group.In(language) } },
            ["layer"] = new JsonArray(
                new JsonObject
                {
                    ["transform"] = new JsonArray(new JsonObject { ["filter"] = "isValid(datum.mean)" }),
                    ["mark"] = "bar",
                    ["encoding"] = new JsonObject
                    {
                        ["x"] = new JsonObject
                        {
                            ["field"] = "mean",
                            ["type"] = "quantitative",
                            ["title"] = $"{measure.In(language)}, {reading.MeanWords.In(language)}{unit}",
                        },
                    },
                },
                new JsonObject
                {
                    ["transform"] = new JsonArray(new JsonObject { ["filter"] = "!isValid(datum.mean)" }),
                    ["mark"] = new JsonObject { ["type"] = "text", ["align"] = "left", ["text"] = TableReading.HiddenWord.In(language) },
                    ["encoding"] = new JsonObject { ["x"] = new JsonObject { ["value"] = 4 } },
                }),
        }));
    }

    private JsonObject Bar(TableReading.Line line) => new()
    {
        ["group"] = line.Labels[0].In(language),
        ["mean"] = line.Cell is { } cell ? JsonValue.Create(decimal.ToDouble(Math.Round(TableReading.Mean(cell, 0), 1))) : null,
    };
}
