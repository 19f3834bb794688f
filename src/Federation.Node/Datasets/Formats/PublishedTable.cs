using System.Globalization;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;

namespace Federation.Node.Datasets.Formats;

/// <summary>A release as the formats write it: what its signed description says, and the table. Nothing else may enter, or the same release would not give the same bytes.</summary>
/// <param name="VersionUrl">This version.</param>
/// <param name="DatasetUrl">The series.</param>
/// <param name="DatasetId">The series as this node knows it.</param>
/// <param name="Version">Its number.</param>
/// <param name="Issued">The day it was signed.</param>
/// <param name="Publisher">URL of the catalogue that publishes it.</param>
/// <param name="License">URL of its licence.</param>
/// <param name="Sources">URLs of the peers' versions in it; empty for a union's own.</param>
/// <param name="Table">The figures.</param>
public sealed record PublishedTable(
    string VersionUrl, string DatasetUrl, Guid DatasetId, int Version, DateOnly Issued, Uri Publisher, string License, IReadOnlyList<string> Sources, TableFile Table)
{
    /// <summary>The licence's name in the SPDX list; every release has the same one.</summary>
    public const string LicenseName = "CC-BY-4.0";

    /// <summary>Reads the description of a release of ours.</summary>
    public static PublishedTable Of(Guid datasetId, Release release, TableFile table)
    {
        var described = DescribedRelease.Of(datasetId, table.Title, release.Document);
        return new PublishedTable(
            described.VersionUrl, described.DatasetUrl, datasetId, release.Version, described.Issued, described.Publisher, described.License, [.. described.Sources], table);
    }

    /// <summary>The day it was signed, like <c>2026-11-24</c>.</summary>
    public string IssuedDay => Issued.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>How it is cited: who, what, which version, when, where.</summary>
    public string Citation(string language) => string.Create(CultureInfo.InvariantCulture,
        $"{Publisher.Authority} ({Issued.Year}). {Table.Title.In(language)}, v{Version}. {VersionUrl}");
}
