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
        var chart = reading.Chart;
        var unit = chart?.Unit is { } named ? $" ({named})" : "";
        return Task.FromResult(CanonicalFile.Of(new JsonObject
        {
            ["$schema"] = Standard,
            ["title"] = new JsonObject { ["text"] = table.Title.In(language), ["subtitle"] = release.Citation(language) },
            ["description"] = table.Method.In(language),
            ["usermeta"] = new JsonObject { ["id"] = release.VersionUrl, ["license"] = release.License },
            ["data"] = new JsonObject { ["values"] = new JsonArray([.. (chart?.Bars ?? []).Select(bar => Bar(bar.Label, bar.Value))]) },
            ["width"] = 480,
            ["encoding"] = new JsonObject { ["y"] = new JsonObject { ["field"] = "group", ["type"] = "nominal", ["sort"] = null, ["title"] = reading.Groups.Length > 0 ? table.Dimensions[reading.Groups[0]].Label.In(language) : "" } },
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
                            ["title"] = $"{chart?.Axis.In(language)}{unit}",
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

    private JsonObject Bar(Text label, decimal? value) => new()
    {
        ["group"] = label.In(language),
        ["mean"] = value is { } figure ? JsonValue.Create(decimal.ToDouble(Math.Round(figure, 1))) : null,
    };
}
