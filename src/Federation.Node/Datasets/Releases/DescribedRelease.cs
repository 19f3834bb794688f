using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Shell;
using Federation.Protocol.Activities;

namespace Federation.Node.Datasets.Releases;

/// <summary>
/// What the signed description of a release of ours says, and its title in three languages: all that the catalogue may say of it, and with the table all that
/// a form may. Descriptions are for everybody, tables are not; and a description stays when its table is erased, so that what was said once of a version is always said of it.
/// </summary>
/// <param name="DatasetId">The series as this node knows it.</param>
/// <param name="Title">Its name.</param>
/// <param name="Document">The description.</param>
/// <param name="IsOpen">True when two people opened its files to everybody, which a description, signed before, cannot say.</param>
internal sealed record DescribedRelease(Guid DatasetId, Text Title, JsonObject Document, bool IsOpen)
{
    /// <summary>Reads a description as it is kept.</summary>
    public static DescribedRelease Of(Guid datasetId, Text title, string document, bool isOpen = false) =>
        new(datasetId, title, JsonNode.Parse(document)!.AsObject(), isOpen); // written by ReleaseDocument

    /// <summary>URL of the series.</summary>
    public string DatasetUrl => Text("isVersionOf");

    /// <summary>URL of this version.</summary>
    public string VersionUrl => Text("id");

    /// <summary>Its number.</summary>
    public string Version => Text("version");

    /// <summary>URL of the catalogue that publishes it.</summary>
    public Uri Publisher => new(Text("attributedTo"));

    /// <summary>URL of its licence.</summary>
    public string License => Text("license");

    /// <summary>The day it was signed.</summary>
    public DateOnly Issued => Day(Text("issued"));

    /// <summary>First and last day of the weeks it is about; null when its description does not say.</summary>
    public (DateOnly Start, DateOnly End)? Period =>
        ActivityShape.Text(Document, "un:periodStart") is { } start && ActivityShape.Text(Document, "un:periodEnd") is { } end ? (Day(start), Day(end)) : null;

    /// <summary>URLs of the peers' versions in it.</summary>
    public IEnumerable<string> Sources => (Document["un:sources"] as JsonArray ?? []).Select(source => source!.ToString());

    /// <summary>The sources of a roll-up that are not what they were in the version before; none where its description does not say.</summary>
    public IReadOnlyList<SourceChange> ChangedSources => [.. (Document["un:changedSources"] as JsonArray ?? []).Select(change =>
        new SourceChange(change!["un:source"]!.ToString(), change["un:before"]?.ToString(), change["un:now"]?.ToString()))];

    /// <summary>Its signed files.</summary>
    public IEnumerable<(string Url, string MediaType, long Bytes, string Sha256)> Files => Document["distribution"]!.AsArray().Select(file =>
        (file!["downloadURL"]!.ToString(), file["csvMediaType"]!.ToString(), (long)file["byteSize"]!, file["checksum"]!["checksumValue"]!.ToString()));

    /// <summary>How it came about, how many are in it and what is hidden.</summary>
    public Text Description
    {
        get
        {
            var (method, group, hidden) = (Document["un:method"]!, Text("un:minimumGroup"), Text("un:suppressedCells"));
            var band = Document["un:populationBand"]?.ToString() ?? "–";
            return new(
                $"{method["en"]} People counted: {band}. Smallest group: {group}. Cells hidden: {hidden}.",
                $"{method["fr"]} Personnes comptées : {band}. Plus petit groupe : {group}. Cellules masquées : {hidden}.",
                $"{method["es"]} Personas contadas: {band}. Grupo más pequeño: {group}. Celdas ocultas: {hidden}.");
        }
    }

    private string Text(string member) => Document[member]!.ToString();

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
