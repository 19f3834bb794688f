using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Shell;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;

namespace Federation.Node.Tools.Releases;

/// <summary>What a signed description says; its proof is still to be checked, against the key it names.</summary>
/// <param name="Url">Address of the version, and id of its Note.</param>
/// <param name="Manifest">What is said about it.</param>
/// <param name="Archive">Where its bytes are.</param>
/// <param name="Sha256">Their digest.</param>
/// <param name="Bytes">How many.</param>
/// <param name="KeyId">The key that signed it: one of its publisher's.</param>
/// <param name="Document">The description, proof included.</param>
internal sealed record AnnouncedTool(string Url, ToolManifest Manifest, Uri Archive, string Sha256, long Bytes, string KeyId, JsonObject Document)
{
    /// <summary>Reads a description.</summary>
    /// <param name="document">The description.</param>
    /// <param name="most">Bytes its archive may have.</param>
    /// <param name="today">The day it came.</param>
    /// <returns>The tool, or the reason why not, in one English sentence.</returns>
    public static (AnnouncedTool? Tool, string? Reason) Read(JsonObject document, long most, DateOnly today)
    {
        var (actor, id) = (ActivityShape.Text(document, "attributedTo"), ActivityShape.Id(document));
        if (!Uri.TryCreate(actor, UriKind.Absolute, out var publisher) || publisher.Scheme is not ("https" or "http"))
        {
            return (null, "The tool does not name its publisher.");
        }

        if (ObjectProof.VerificationMethod(document) is not { } keyId || !keyId.StartsWith(actor + "#", StringComparison.Ordinal))
        {
            return (null, "The tool carries no proof by its publisher.");
        }

        if (ReadManifest(document) is not { } manifest)
        {
            return (null, "The tool's manifest lacks a part, or names data or a place that is on no list.");
        }

        if (ToolRules.Refute(manifest, today) is { } refusal)
        {
            return (null, refusal.Message.En);
        }

        var url = ToolDocument.VersionUrl(publisher, manifest);
        if (id != ToolDocument.SoftwareId(url))
        {
            return (null, $"The tool is not at {url}, where its publisher, name and version put it.");
        }

        return document["distribution"] is JsonArray { Count: 1 } files && files[0] is JsonObject file && file["checksum"] is JsonObject checksum
            && ActivityShape.Text(checksum, "checksumAlgorithm") == "spdx:checksumAlgorithm_sha256"
            && ActivityShape.Text(checksum, "checksumValue") is { Length: 64 } sha256 && sha256.All(char.IsAsciiHexDigitLower)
            && file["byteSize"] is JsonValue size && size.TryGetValue(out long bytes) && bytes > 0
            && Uri.TryCreate(ActivityShape.Text(file, "downloadURL"), UriKind.Absolute, out var archive) && archive.Authority == publisher.Authority
            && archive.Scheme == publisher.Scheme
                ? bytes <= most
                    ? (new AnnouncedTool(url, manifest, archive, sha256, bytes, keyId, document), null)
                    : (null, $"The tool's archive is larger than the {most} bytes allowed.")
                : (null, "The tool does not name one archive with digest and size, on its publisher's host.");
    }

    private static ToolManifest? ReadManifest(JsonObject document)
    {
        var touches = (document["un:touches"] as JsonArray)?.Select(each => ToolWords.Read<TouchedData>(Word(each))).ToList();
        return touches is not null && touches.TrueForAll(each => each is not null)
            && ToolWords.Read<RunsOn>(ActivityShape.Text(document, "un:runsOn")) is { } place
            && document["un:summary"] is JsonObject summary && document["un:review"] is JsonObject review
            && DateOnly.TryParseExact(ActivityShape.Text(review, "un:on"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && ActivityShape.Text(document, "license") is { } license && license.StartsWith(Licenses.Base, StringComparison.Ordinal)
                ? new ToolManifest(
                    Of(document, "title"), Of(document, "version"), license[Licenses.Base.Length..], Of(document, "schema:codeRepository"),
                    [.. touches.OfType<TouchedData>()], place, new Text(Of(summary, "en"), Of(summary, "fr"), Of(summary, "es")),
                    new ToolReview(Of(review, "un:by"), on, Of(review, "un:findings")))
                : null;
    }

    private static string Of(JsonObject thing, string name) => ActivityShape.Text(thing, name) ?? "";

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? word) ? word : null;
}
