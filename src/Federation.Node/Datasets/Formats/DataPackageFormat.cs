using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>
/// A zip with the rows as CSV, the labels of all codes in three languages, and a description by which R, Python and spreadsheets read them with
/// the right types (Data Package 2.0, Table Schema). Missing values are plain strings, which readers of version 1 take too.
/// </summary>
internal sealed class DataPackageFormat : IReleaseFormat
{
    private const string Profile = "https://datapackage.org/profiles/2.0/datapackage.json";

    private static readonly string[] CodeColumns = ["dimension", "code", "label_en", "label_fr", "label_es"];

    public string FileName => "datapackage.zip";

    public string MediaType => "application/zip";

    public string Standard => "https://datapackage.org/standard/data-package/";

    public string Name => "CSV (Data Package)";

    public Text For => new(
        "For R, Python and journalists: rows, labels and their description in one archive.",
        "Pour R, Python et les journalistes : lignes, libellés et leur description dans une archive.",
        "Para R, Python y periodistas: filas, etiquetas y su descripción en un archivo.");

    public string? Language => null;

    public Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var table = FlatTable.Of(release.Table);
        var (rows, codes) = (Rows(table), Codes(table));
        var description = new JsonObject
        {
            ["$schema"] = Profile,
            ["name"] = "dataset-" + release.DatasetId,
            ["id"] = release.VersionUrl,
            ["title"] = release.Table.Title.En,
            ["titles"] = release.Table.Title.ToJson(),
            ["description"] = release.Table.Method.En,
            ["descriptions"] = release.Table.Method.ToJson(),
            ["homepage"] = release.DatasetUrl,
            ["version"] = release.Version.ToString(CultureInfo.InvariantCulture),
            ["created"] = release.IssuedDay + "T00:00:00Z",
            ["contributors"] = new JsonArray(new JsonObject
            {
                ["title"] = release.Publisher.Authority, ["path"] = release.Publisher.AbsoluteUri, ["roles"] = CanonicalFile.List(["publisher"]),
            }),
            ["licenses"] = new JsonArray(new JsonObject { ["name"] = PublishedTable.LicenseName, ["path"] = release.License }),
            ["citation"] = release.Citation("en"),
            ["minimumGroup"] = release.Table.MinimumGroup,
            ["populationBand"] = release.Table.PopulationBand,
            ["suppressedCells"] = release.Table.SuppressedCells,
            ["resources"] = new JsonArray(
                Resource("data", "data.csv", rows, "One row a cell, shown or hidden.", RowSchema(table)),
                Resource("codes", "codes.csv", codes, "The labels of all codes.", CodeSchema())),
        };
        if (release.Sources.Count > 0)
        {
            description["sources"] = new JsonArray([.. release.Sources.Select(source => new JsonObject { ["title"] = source, ["path"] = source })]);
        }

        return Task.FromResult(StoredZip.Of([("datapackage.json", CanonicalFile.Of(description)), ("data.csv", rows), ("codes.csv", codes)]));
    }

    private static JsonObject Resource(string name, string path, byte[] bytes, string description, JsonObject schema) => new()
    {
        ["name"] = name,
        ["path"] = path,
        ["type"] = "table",
        ["profile"] = "tabular-data-resource", // what readers of version 1 look for
        ["description"] = description,
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["bytes"] = bytes.Length,
        ["hash"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)),
        ["schema"] = schema,
    };

    private static JsonObject RowSchema(FlatTable table)
    {
        var (figures, bounds) = (FigureLabels.Of(table.Table), FigureLabels.OfBounds(table.Table));
        return new JsonObject
        {
            ["fields"] = new JsonArray([
                .. table.Table.Dimensions.Select((dimension, d) => Field(table.Dimensions[d], "string", dimension.Label.En, new JsonObject
                {
                    ["required"] = true,
                    ["enum"] = CanonicalFile.List([.. dimension.Codes.Select(code => FormulaGuard.Defuse(code.Code)), table.Total]),
                })),
                .. table.Figures.Select((name, f) => Field(name, "integer", $"{figures[f].Label.En} ({figures[f].Unit})", new JsonObject { ["minimum"] = 0 })),
                .. table.Bounds.Select((name, b) => Field(name, "integer", $"{bounds[b].Label.En} ({bounds[b].Unit})", new JsonObject { ["minimum"] = 0 })),
                Field(FlatTable.Status, "string", "Is the cell shown, or hidden to protect the people in it?", new JsonObject
                {
                    ["required"] = true, ["enum"] = CanonicalFile.List([FlatTable.Shown, FlatTable.Hidden]),
                })]),
            ["primaryKey"] = CanonicalFile.List(table.Dimensions),
            ["missingValues"] = CanonicalFile.List(["", table.HiddenMark]),
        };
    }

    private static JsonObject CodeSchema() => new()
    {
        ["fields"] = new JsonArray([.. CodeColumns.Select(name => new JsonObject { ["name"] = name, ["type"] = "string" })]),
        ["primaryKey"] = CanonicalFile.List(CodeColumns.Take(2)),
    };

    private static JsonObject Field(string name, string type, string title, JsonObject constraints) =>
        new() { ["name"] = name, ["type"] = type, ["title"] = title, ["constraints"] = constraints };

    private static byte[] Rows(FlatTable table)
    {
        var text = new StringBuilder();
        CsvText.Line(text, [.. table.Dimensions, .. table.Figures, .. table.Bounds, FlatTable.Status]);
        foreach (var row in table.Rows)
        {
            CsvText.Line(text, [
                .. row.Codes.Select(code => code is null ? table.Total : FormulaGuard.Defuse(code)),
                .. row.Figures?.Select(figure => figure.ToString(CultureInfo.InvariantCulture)) ?? table.Figures.Select(_ => table.HiddenMark),
                .. table.Bounds.Select((_, b) => row.Bounds is { } bounds ? bounds[b]?.ToString(CultureInfo.InvariantCulture) ?? "" : table.HiddenMark),
                row.Status]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Codes(FlatTable table)
    {
        var text = new StringBuilder();
        CsvText.Line(text, CodeColumns);
        for (var d = 0; d < table.Dimensions.Count; d++)
        {
            foreach (var (code, label) in table.Table.Dimensions[d].Codes.Select(code => (code.Code, code.Label)).Append((table.Total, TableReading.TotalWord)))
            {
                CsvText.Line(text, new[] { table.Dimensions[d], code, label.En, label.Fr, label.Es }.Select(FormulaGuard.Defuse));
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
