using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Federation.Protocol.Activities;

namespace Federation.Node.Datasets.Releases;

/// <summary>How a release is described on the wire: a DCAT dataset that its publisher signs (docs/protocol.md, Releases).</summary>
internal static class ReleaseDocument
{
    private const string License = "https://creativecommons.org/licenses/by/4.0/";

    /// <summary>The description, unsigned.</summary>
    /// <param name="origin">The publisher's origin.</param>
    /// <param name="catalogue">The catalogue it stands in.</param>
    /// <param name="datasetId">The dataset.</param>
    /// <param name="version">Its version.</param>
    /// <param name="source">What it is made of.</param>
    /// <param name="table">The table.</param>
    /// <param name="files">The files: media type, digest, size.</param>
    /// <param name="sources">The mirrored versions in it.</param>
    /// <param name="correction">Why it replaces the version before; null when it is the first or just newer.</param>
    /// <param name="now">When it is issued.</param>
    /// <param name="changed">The sources of a roll-up that are not what they were in the version before.</param>
    public static JsonObject Describe(
        Uri origin, Uri catalogue, Guid datasetId, int version, DatasetSource source, TableFile table,
        IReadOnlyList<(string MediaType, string Sha256, long Bytes)> files, IReadOnlyList<string> sources, string? correction, DateTimeOffset now,
        IReadOnlyList<SourceChange>? changed = null)
    {
        var described = new JsonObject
        {
            ["@context"] = ActivityContexts.Activity,
            ["id"] = VersionUrl(origin, datasetId, version),
            ["type"] = new JsonArray("dcat:Dataset", "schema:Dataset"),
            ["attributedTo"] = catalogue.AbsoluteUri,
            ["title"] = source.Title.En,
            ["isVersionOf"] = DatasetUrl(origin, datasetId),
            ["version"] = version.ToString(CultureInfo.InvariantCulture),
            ["issued"] = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["license"] = License,
            ["un:kind"] = source.IsRollUp ? "rollUp" : "table",
            ["un:basis"] = table.Noise is null ? "gatedAggregate" : "noisyAggregate",
            ["un:campaignTemplate"] = source.Template,
            ["un:suppressionRule"] = string.Create(CultureInfo.InvariantCulture, $"k>={table.MinimumGroup}"),
            ["un:minimumGroup"] = table.MinimumGroup,
            ["un:populationBand"] = table.PopulationBand,
            ["un:suppressedCells"] = table.SuppressedCells,
            ["un:method"] = table.Method.ToJson(),
            ["un:sources"] = new JsonArray([.. sources.Select(each => JsonValue.Create(each))]),
            ["distribution"] = new JsonArray([.. files.Select(file => new JsonObject
            {
                ["type"] = "dcat:Distribution",
                ["downloadURL"] = new Uri(origin, "/files/" + file.Sha256).AbsoluteUri,
                ["csvMediaType"] = file.MediaType,
                ["byteSize"] = file.Bytes,
                ["checksum"] = new JsonObject
                {
                    ["type"] = "spdx:Checksum",
                    ["checksumAlgorithm"] = "spdx:checksumAlgorithm_sha256",
                    ["checksumValue"] = file.Sha256,
                },
            })]),
        };
        if (TablePeriod.Of(table) is { } period)
        {
            described["un:periodStart"] = period.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            described["un:periodEnd"] = period.End.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (table.Noise is { } noise)
        {
            described["un:noise"] = new JsonObject { ["rho"] = noise.Rho, ["epsilon"] = NoiseTerms.Epsilon(noise.Price), ["delta"] = NoiseTerms.Delta };
        }

        if (table.Protections is { } protections)
        {
            described["un:protections"] = new JsonArray([.. protections.Select(name => JsonValue.Create(name))]);
        }

        if (changed is { Count: > 0 })
        {
            described["un:changedSources"] = new JsonArray([.. changed.Select(Change)]);
        }

        if (version > 1)
        {
            described["previousVersion"] = VersionUrl(origin, datasetId, version - 1);
            described["un:changeNote"] = correction ?? "A newer table.";
        }

        return described;
    }

    // Whatever is missing was not there, or is not there any more.
    private static JsonObject Change(SourceChange change)
    {
        var said = new JsonObject { ["un:source"] = change.Dataset };
        foreach (var (member, version) in new[] { ("un:before", change.Before), ("un:now", change.Now) }.Where(each => each.Item2 is not null))
        {
            said[member] = version;
        }

        return said;
    }

    /// <summary>The announcement of a signed release: Create for the first version, Update for the others.</summary>
    /// <param name="isAgain">True when it was announced before, and stands for the dataset again because the newer one is taken back.</param>
    public static JsonObject Announce(Uri origin, Uri catalogue, Guid datasetId, int version, JsonObject signed, string title, DateTimeOffset now, bool isAgain = false)
    {
        var page = new Uri(origin, $"/releases/{datasetId}").AbsoluteUri;
        var name = System.Net.WebUtility.HtmlEncode(title);
        var note = new JsonObject
        {
            ["id"] = page,
            ["type"] = "Note",
            ["attributedTo"] = catalogue.AbsoluteUri,
            ["name"] = title,
            ["content"] = string.Create(CultureInfo.InvariantCulture, $"<p><a href=\"{page}\">{name}</a>, version {version}: table, chart and files.</p>"),
            ["url"] = page,
            ["dataset"] = signed.DeepClone(),
        };
        var isFirst = version == 1 && !isAgain;
        if (!isFirst)
        {
            note["updated"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        return new JsonObject { ["type"] = isFirst ? "Create" : "Update", ["object"] = note };
    }

    /// <summary>Tells followers that a dataset is gone and nothing replaces it.</summary>
    public static JsonObject TakeBack(Uri origin, Uri catalogue, Guid datasetId, string reason, DateTimeOffset now) => new()
    {
        ["type"] = "Delete",
        ["object"] = new JsonObject
        {
            ["id"] = new Uri(origin, $"/releases/{datasetId}").AbsoluteUri,
            ["type"] = "Tombstone",
            ["formerType"] = "Note",
            ["attributedTo"] = catalogue.AbsoluteUri,
            ["deleted"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["un:reason"] = reason,
            ["isVersionOf"] = DatasetUrl(origin, datasetId),
        },
    };

    public static string DatasetUrl(Uri origin, Guid datasetId) => new Uri(origin, $"/datasets/{datasetId}").AbsoluteUri;

    public static string VersionUrl(Uri origin, Guid datasetId, int version) => new Uri(origin, $"/datasets/{datasetId}/v{version}").AbsoluteUri;
}
