using System.Text.Json.Nodes;

namespace Federation.Node.Documents.SyncClients;

/// <summary>What sync programs are told about this server before they trust it with files.</summary>
internal static class Compatibility
{
    // The Nextcloud server whose ways ours are: programs refuse what they take for older than they know.
    private const int Level = 30;

    private static string Version => $"{Level}.0.0";

    /// <summary>Of <c>/status.php</c>.</summary>
    public static JsonObject Status() => new()
    {
        ["installed"] = true,
        ["maintenance"] = false,
        ["needsDbUpgrade"] = false,
        ["version"] = Version + ".0",
        ["versionstring"] = Version,
        ["edition"] = "",
        ["productname"] = "Federation",
        ["extendedSupport"] = false,
    };

    /// <summary>Of <c>/ocs/…/cloud/capabilities</c>: what is not named here, programs do not try.</summary>
    public static JsonObject Capabilities() => new()
    {
        ["version"] = new JsonObject
        {
            ["major"] = Level, ["minor"] = 0, ["micro"] = 0, ["string"] = Version, ["edition"] = "", ["extendedSupport"] = false,
        },
        ["capabilities"] = new JsonObject
        {
            ["core"] = new JsonObject { ["pollinterval"] = 60, ["webdav-root"] = WebDav.DavPath.SyncRoot[1..] },
            ["dav"] = new JsonObject { ["chunking"] = "1.0" },
            ["checksums"] = new JsonObject
            {
                ["supportedTypes"] = new JsonArray([.. Checksum.Kinds.Select(kind => JsonValue.Create(kind))]),
                ["preferredUploadType"] = Checksum.Sha256,
            },
            ["files"] = new JsonObject { ["bigfilechunking"] = true, ["undelete"] = true, ["versioning"] = true, ["version_labeling"] = false, ["version_deletion"] = false },
            ["files_sharing"] = new JsonObject { ["api_enabled"] = false },
        },
    };
}
