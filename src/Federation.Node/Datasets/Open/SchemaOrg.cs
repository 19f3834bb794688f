using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Tables;

namespace Federation.Node.Datasets.Open;

/// <summary>What search engines read of a table that is open to everybody: schema.org's <c>Dataset</c>, with the members that dataset searches ask for. Of no other table is it written.</summary>
internal static class SchemaOrg
{
    /// <summary>The document.</summary>
    /// <param name="release">The release.</param>
    /// <param name="page">Where everybody reads it.</param>
    /// <param name="publisher">The organisation's name.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>es</c>.</param>
    public static JsonObject Of(PublishedTable release, Uri page, string publisher, string language)
    {
        var facts = ReleaseFacts.Of(release);
        var organisation = new JsonObject { ["@type"] = "Organization", ["name"] = publisher, ["url"] = page.GetLeftPart(UriPartial.Authority) };
        var dataset = new JsonObject
        {
            ["@context"] = "https://schema.org/",
            ["@type"] = "Dataset",
            ["@id"] = release.DatasetUrl,
            ["name"] = release.Table.Title.In(language),
            ["description"] = string.Join(' ', facts.SkipLast(ReleaseFacts.AfterFigures).Select(fact => fact.Value.In(language))),
            ["url"] = page.AbsoluteUri,
            ["identifier"] = release.VersionUrl,
            ["version"] = release.Version.ToString(CultureInfo.InvariantCulture),
            ["datePublished"] = release.IssuedDay,
            ["inLanguage"] = language,
            ["license"] = release.License,
            ["isAccessibleForFree"] = true,
            ["creator"] = organisation,
            ["publisher"] = organisation.DeepClone(),
            ["creditText"] = release.Citation(language),
            ["measurementTechnique"] = release.Table.Method.In(language),
            ["variableMeasured"] = new JsonArray([.. release.Table.Measures.Where(measure => measure.SquareOf is null).Select(measure => Variable(measure, language))]),
            ["includedInDataCatalog"] = new JsonObject { ["@type"] = "DataCatalog", ["name"] = publisher, ["url"] = new Uri(page, "/catalog").AbsoluteUri },
            ["distribution"] = new JsonArray([.. ReleaseFormats.In(language).Select(format => new JsonObject
            {
                ["@type"] = "DataDownload",
                ["name"] = format.Name,
                ["encodingFormat"] = format.MediaType,
                ["contentUrl"] = $"{release.VersionUrl}/{format.FileName}",
            })]),
        };
        if (TablePeriod.Of(release.Table) is { } period)
        {
            dataset["temporalCoverage"] = string.Create(CultureInfo.InvariantCulture, $"{period.Start:yyyy-MM-dd}/{period.End:yyyy-MM-dd}");
        }

        return dataset;
    }

    private static JsonObject Variable(TableMeasure measure, string language)
    {
        var variable = new JsonObject { ["@type"] = "PropertyValue", ["name"] = measure.Label.In(language) };
        if (measure.Unit is { } unit)
        {
            variable["unitText"] = unit;
        }

        return variable;
    }
}
