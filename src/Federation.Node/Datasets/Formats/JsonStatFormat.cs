using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>
/// A cube as dashboards read it (JSON-stat 2.0): values and their status by place, totals as the category <c>_T</c>, groups of codes with their <c>child</c>ren, measures as the dimension
/// <c>measure</c>. Only cells with people in them stand in it; those that are hidden have the status <c>c</c> and no value, those that lack what
/// some unions hide the status <c>u</c>, and in the extension their lowest and highest value by place.
/// </summary>
internal sealed class JsonStatFormat(string language) : IReleaseFormat
{
    private const string Measure = "measure", Confidential = "c", Bounded = "u";

    private static readonly Text HiddenLabel = new(
        "hidden to protect the people in it", "masqué pour protéger les personnes concernées", "oculto para proteger a las personas");

    private static readonly Text BoundedLabel = new(
        "lacks what some unions hide: lies between the bounds", "il y manque ce que des syndicats masquent : entre les bornes", "le falta lo que ocultan algunos sindicatos: entre los límites");

    public string FileName => $"jsonstat.{language}.json";

    public string MediaType => "application/json";

    public string Standard => "https://json-stat.org/full/";

    public string Name => "JSON-stat 2";

    public Text For => new("For dashboards and web pages.", "Pour les tableaux de bord et les pages web.", "Para paneles y páginas web.");

    public string? Language => language;

    public Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var flat = FlatTable.Of(release.Table);
        var names = UniqueNames.Of(flat.Dimensions, [Measure]);
        List<IReadOnlyList<TableCode>> categories =
            [.. release.Table.Dimensions.Select(dimension => (IReadOnlyList<TableCode>)[.. dimension.Codes, new TableCode(flat.Total, TableReading.TotalWord)])];
        var figures = FigureLabels.Of(release.Table);
        var (value, status, bounds) = Values(flat, categories, figures.Count);
        var dimensions = new JsonObject();
        for (var d = 0; d < names.Count; d++)
        {
            dimensions[names[d]] = Dimension(release.Table.Dimensions[d].Label.In(language), categories[d].Select(code => (code.Code, code.Label.In(language))), null);
            if (categories[d].Where(code => code.In is not null).GroupBy(code => code.In!).ToList() is { Count: > 0 } groups) // just looked
            {
                dimensions[names[d]]!["category"]!["child"] = new JsonObject(groups.Select(group => KeyValuePair.Create(group.Key, (JsonNode?)CanonicalFile.List(group.Select(code => code.Code)))));
            }
        }

        dimensions[Measure] = Dimension(
            FigureLabels.Measure.In(language), figures.Select((figure, f) => (flat.Figures[f], figure.Label.In(language))),
            new JsonObject(figures.Select((figure, f) => KeyValuePair.Create(flat.Figures[f], (JsonNode?)new JsonObject { ["label"] = figure.Unit, ["decimals"] = 0 }))));
        var role = new JsonObject { ["metric"] = CanonicalFile.List([Measure]) };
        if (TablePeriod.Of(release.Table) is { } period)
        {
            role["time"] = CanonicalFile.List([names[period.Dimension]]);
        }

        var extension = new JsonObject
        {
            ["status"] = new JsonObject { ["label"] = new JsonObject { [Confidential] = HiddenLabel.In(language) } },
            ["version"] = release.Version,
            ["describedBy"] = release.VersionUrl,
            ["license"] = release.License,
            ["citation"] = release.Citation(language),
            ["minimumGroup"] = release.Table.MinimumGroup,
            ["populationBand"] = release.Table.PopulationBand,
        };
        if (bounds.Count > 0)
        {
            extension["status"]!["label"]![Bounded] = BoundedLabel.In(language);
            extension["bounds"] = bounds;
        }

        if (SureFigure.AllOf(release.Table) is { Count: > 0 } sure)
        {
            extension["intervals95"] = new JsonArray([.. sure.Select(Interval)]);
        }

        return Task.FromResult(CanonicalFile.Of(new JsonObject
        {
            ["version"] = "2.0",
            ["class"] = "dataset",
            ["label"] = release.Table.Title.In(language),
            ["href"] = $"{release.VersionUrl}/{FileName}",
            ["source"] = release.Publisher.Authority,
            ["updated"] = release.IssuedDay,
            ["note"] = CanonicalFile.List([release.Table.Method.In(language)]),
            ["id"] = CanonicalFile.List([.. names, Measure]),
            ["size"] = new JsonArray([.. categories.Select(codes => JsonValue.Create(codes.Count)), JsonValue.Create(figures.Count)]),
            ["role"] = role,
            ["dimension"] = dimensions,
            ["value"] = value,
            ["status"] = status,
            ["extension"] = extension,
        }));
    }

    // Sparse: most places of a cube with totals in every direction hold nobody.
    private static (JsonObject Value, JsonObject Status, JsonObject Bounds) Values(FlatTable flat, List<IReadOnlyList<TableCode>> categories, int figures)
    {
        var places = categories.Select(codes => codes.Select((code, place) => (code.Code, place)).ToDictionary(each => each.Code, each => each.place)).ToList();
        var (value, status, bounds) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var row in flat.Rows)
        {
            var start = row.Codes.Select((code, d) => (Size: (long)categories[d].Count, Place: places[d][code ?? flat.Total]))
                .Aggregate(0L, (place, each) => place * each.Size + each.Place) * figures;
            for (var f = 0; f < figures; f++)
            {
                var key = (start + f).ToString(CultureInfo.InvariantCulture);
                if (row.Figures is { } shown)
                {
                    value[key] = shown[f];
                    if (row.Cell!.Bounds is not null && f < figures - 1) // figures are shown; the last one says how many unions hide theirs
                    {
                        status[key] = Bounded;
                        bounds[key] = new JsonArray(row.Bounds![2 * f], row.Bounds[(2 * f) + 1]);
                    }
                }
                else
                {
                    status[key] = Confidential;
                }
            }
        }

        return (value, status, bounds);
    }

    private JsonObject Interval(SureFigure figure) => new()
    {
        ["of"] = figure.Of.In(language),
        ["measure"] = figure.Measure.In(language),
        ["unit"] = figure.Unit,
        ["value"] = decimal.ToDouble(figure.Value),
        ["low"] = decimal.ToDouble(figure.Low),
        ["high"] = decimal.ToDouble(figure.High),
    };

    private static JsonObject Dimension(string label, IEnumerable<(string Code, string Label)> codes, JsonObject? units)
    {
        var listed = codes.ToList();
        var category = new JsonObject
        {
            ["index"] = CanonicalFile.List(listed.Select(code => code.Code)),
            ["label"] = new JsonObject(listed.Select(code => KeyValuePair.Create(code.Code, (JsonNode?)code.Label))),
        };
        if (units is not null)
        {
            category["unit"] = units;
        }

        return new JsonObject { ["label"] = label, ["category"] = category };
    }
}
