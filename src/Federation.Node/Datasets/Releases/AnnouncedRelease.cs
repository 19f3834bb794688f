using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Tables;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;

namespace Federation.Node.Datasets.Releases;

/// <summary>What a peer's announcement says about a release; its proof is still to be checked.</summary>
/// <param name="DatasetUrl">The series.</param>
/// <param name="VersionUrl">This version.</param>
/// <param name="Version">Its number.</param>
/// <param name="Template">URL of the template it was made from.</param>
/// <param name="IsRollUp">True when the peer added up others' tables.</param>
/// <param name="MinimumGroup">Persons behind every figure, as announced; 0 when it is not said.</param>
/// <param name="KeyId">The key that signed it.</param>
/// <param name="Document">The whole description.</param>
/// <param name="Files">Its files.</param>
internal sealed record AnnouncedRelease(
    string DatasetUrl, string VersionUrl, int Version, string Template, bool IsRollUp, int MinimumGroup, string KeyId,
    JsonObject Document, IReadOnlyList<AnnouncedFile> Files)
{
    /// <summary>Its file of a media type; <see cref="Read(JsonObject, string, string)"/> saw that there is one.</summary>
    public AnnouncedFile File(string mediaType) => Files.Single(file => file.MediaType == mediaType);

    /// <summary>True when the activity announces a release.</summary>
    public static bool IsOne(JsonObject activity) =>
        (ActivityShape.HasType(activity, "Create") || ActivityShape.HasType(activity, "Update"))
        && activity["object"] is JsonObject note && note["dataset"] is JsonObject;

    /// <summary>Reads the description.</summary>
    /// <param name="document">The dataset, proof included.</param>
    /// <param name="host">The peer it came from.</param>
    /// <param name="actor">The actor that announces it.</param>
    /// <returns>The release, or the reason why not, in one English sentence.</returns>
    public static (AnnouncedRelease? Release, string? Reason) Read(JsonObject document, string host, string actor)
    {
        var (series, id) = (ActivityShape.Text(document, "isVersionOf"), ActivityShape.Id(document));
        if (!IsAt(series, host) || !IsAt(id, host))
        {
            return (null, "The release is not on its publisher's host.");
        }

        if (ActivityShape.Text(document, "attributedTo") != actor)
        {
            return (null, "The release is not by the actor that announces it.");
        }

        if (ObjectProof.VerificationMethod(document) is not { } keyId || !keyId.StartsWith(actor + "#", StringComparison.Ordinal))
        {
            return (null, "The release carries no proof by its publisher.");
        }

        if (!int.TryParse(ActivityShape.Text(document, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            return (null, "The release has no version number.");
        }

        var files = ReadFiles(document, host);
        return files.Count(file => file.MediaType == MediaTypes.Table) != 1 || files.Count(file => file.MediaType == MediaTypes.Csv) != 1
            ? (null, "The release does not name one JSON and one CSV file with digest and size, on its publisher's host.")
            : (new AnnouncedRelease(
                series!, id!, version, ActivityShape.Text(document, "un:campaignTemplate") ?? "", ActivityShape.Text(document, "un:kind") == "rollUp",
                document["un:minimumGroup"] is JsonValue group && group.TryGetValue(out int persons) ? persons : 0, keyId, document, files), null); // IsAt looked
    }

    private static List<AnnouncedFile> ReadFiles(JsonObject document, string host) =>
        [.. (document["distribution"] as JsonArray ?? []).OfType<JsonObject>().Select(file => Read(file, host)).OfType<AnnouncedFile>()];

    private static AnnouncedFile? Read(JsonObject file, string host) =>
        ActivityShape.Text(file, "downloadURL") is { } url && IsAt(url, host)
        && file["checksum"] is JsonObject checksum && ActivityShape.Text(checksum, "checksumAlgorithm") == "spdx:checksumAlgorithm_sha256"
        && ActivityShape.Text(checksum, "checksumValue") is { Length: 64 } sha256 && sha256.All(char.IsAsciiHexDigitLower)
        && file["byteSize"] is JsonValue size && size.TryGetValue(out long bytes) && bytes is > 0 and <= TableFile.MaxBytes
            ? new AnnouncedFile(new Uri(url), ActivityShape.Text(file, "csvMediaType") ?? "", sha256, bytes)
            : null;

    private static bool IsAt(string? url, string host) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Authority == host;
}

/// <summary>One file of an announced release.</summary>
internal sealed record AnnouncedFile(Uri Url, string MediaType, string Sha256, long Bytes);

/// <summary>Media types of a release's files.</summary>
internal static class MediaTypes
{
    public const string Table = "application/json", Csv = "text/csv";
}
