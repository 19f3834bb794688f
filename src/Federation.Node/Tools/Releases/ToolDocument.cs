using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Node.Tools.Releases;

/// <summary>How a version of a tool is described and announced on the wire (docs/protocol.md, Tools).</summary>
internal static class ToolDocument
{
    /// <summary>The term under which a Note, or a Tombstone, speaks of a tool.</summary>
    public const string Term = "un:software";

    private const string Type = "un:ToolRelease";

    /// <summary>The description, unsigned.</summary>
    public static JsonObject Describe(Uri origin, Uri catalogue, ToolManifest manifest, ToolArchive archive, DateTimeOffset now) => new()
    {
        ["@context"] = ActivityContexts.Activity,
        ["id"] = SoftwareId(VersionUrl(origin, manifest)),
        ["type"] = new JsonArray("schema:SoftwareApplication", Type),
        ["attributedTo"] = catalogue.AbsoluteUri,
        ["title"] = manifest.Name,
        ["isVersionOf"] = ToolUrl(origin, manifest.Name),
        ["version"] = manifest.Version,
        ["issued"] = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["license"] = Licenses.Base + manifest.License,
        ["schema:codeRepository"] = manifest.Source,
        ["un:touches"] = new JsonArray([.. manifest.Touches.Select(data => JsonValue.Create(ToolWords.Wire(data)))]),
        ["un:runsOn"] = ToolWords.Wire(manifest.RunsOn),
        ["un:summary"] = manifest.Summary.ToJson(),
        ["un:review"] = new JsonObject
        {
            ["un:by"] = manifest.Review.By,
            ["un:on"] = manifest.Review.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["un:findings"] = manifest.Review.Findings,
        },
        ["distribution"] = new JsonArray(new JsonObject
        {
            ["type"] = "dcat:Distribution",
            ["downloadURL"] = new Uri(origin, "/tool-archives/" + archive.Sha256).AbsoluteUri,
            ["csvMediaType"] = MediaType(archive.Kind),
            ["byteSize"] = archive.Bytes,
            ["checksum"] = new JsonObject
            {
                ["type"] = "spdx:Checksum",
                ["checksumAlgorithm"] = "spdx:checksumAlgorithm_sha256",
                ["checksumValue"] = archive.Sha256,
            },
        }),
    };

    /// <summary>The announcement of a signed description: one Create a version, since each is a thing of its own that may be revoked by itself.</summary>
    public static JsonObject Announce(Uri origin, ToolManifest manifest, JsonObject signed)
    {
        var page = ToolUrl(origin, manifest.Name);
        var title = System.Net.WebUtility.HtmlEncode(manifest.Title);
        return new JsonObject
        {
            ["type"] = "Create",
            ["object"] = new JsonObject
            {
                ["id"] = VersionUrl(origin, manifest),
                ["type"] = "Note",
                ["attributedTo"] = signed["attributedTo"]!.DeepClone(), // made by Describe
                ["name"] = manifest.Title,
                ["content"] = $"<p><strong>Tool release:</strong> {title} ({manifest.License}). <a href=\"{page}\">Notes and downloads</a></p>",
                ["url"] = page,
                [Term] = signed.DeepClone(),
            },
        };
    }

    /// <summary>What stands in the place of a revoked version, unsigned.</summary>
    public static JsonObject Tombstone(Uri origin, Uri catalogue, ToolManifest manifest, string reason, DateTimeOffset now) => new()
    {
        ["@context"] = ActivityContexts.Activity,
        ["id"] = VersionUrl(origin, manifest),
        ["type"] = "Tombstone",
        ["formerType"] = "Note",
        ["attributedTo"] = catalogue.AbsoluteUri,
        ["deleted"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["un:reason"] = reason,
        [Term] = SoftwareId(VersionUrl(origin, manifest)),
    };

    /// <summary>Tells followers that a version must not be used any more.</summary>
    public static JsonObject Revoke(JsonObject tombstone) => new() { ["type"] = "Delete", ["object"] = tombstone.DeepClone() };

    /// <summary>True when the activity announces a tool.</summary>
    public static bool IsRelease(JsonObject activity) =>
        ActivityShape.HasType(activity, "Create") && activity["object"] is JsonObject note && note[Term] is JsonObject;

    /// <summary>True when the activity revokes one.</summary>
    public static bool IsRevocation(JsonObject activity) =>
        ActivityShape.HasType(activity, "Delete") && activity["object"] is JsonObject gone && gone[Term] is JsonValue;

    public static string ToolUrl(Uri origin, string name) => new Uri(origin, "/tools/" + name).AbsoluteUri;

    public static string VersionUrl(Uri origin, ToolManifest manifest) => new Uri(origin, $"/tools/{manifest.Name}/{manifest.Version}").AbsoluteUri;

    /// <summary>The id of the description of a version.</summary>
    public static string SoftwareId(string versionUrl) => versionUrl + "#pkg";

    public static string MediaType(ArchiveKind kind) => kind == ArchiveKind.Zip ? "application/zip" : "application/gzip";

    /// <summary>The name of an archive on somebody's disk.</summary>
    public static string FileName(ToolManifest manifest, ArchiveKind kind) => $"{manifest.Name}-{manifest.Version}.{(kind == ArchiveKind.Zip ? "zip" : "tar.gz")}";
}
