using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.Node.Campaigns;

/// <summary>
/// How a template travels: a Create of a Note that every server can show, with the whole signed template in <c>un:template</c>, so that
/// nothing needs to be fetched while it is received.
/// </summary>
internal static class TemplateAnnouncement
{
    /// <summary>Largest template that travels, in canonical bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string Term = "un:template", Embedded = "un:document", DefinitionTerm = "un:definition", Type = "un:CampaignTemplate";

    /// <summary>The template as its publisher signs it.</summary>
    public static JsonObject Document(Uri url, Uri catalogue, JsonObject definition) => new()
    {
        ["@context"] = ActivityContexts.Activity,
        ["id"] = url.AbsoluteUri,
        ["type"] = new JsonArray(Type, "schema:DigitalDocument"),
        ["attributedTo"] = catalogue.AbsoluteUri,
        ["license"] = "https://creativecommons.org/publicdomain/zero/1.0/",
        [DefinitionTerm] = definition.DeepClone(),
    };

    /// <summary>The announcement of a signed template.</summary>
    public static JsonObject Of(JsonObject signed, string title)
    {
        var url = ActivityShape.Id(signed)!; // made by Document
        return new JsonObject
        {
            ["type"] = "Create",
            ["object"] = new JsonObject
            {
                ["id"] = url + "#announcement",
                ["type"] = "Note",
                ["attributedTo"] = signed["attributedTo"]!.DeepClone(),
                ["name"] = title,
                ["content"] = $"<p>Campaign template: <a href=\"{url}\">{System.Net.WebUtility.HtmlEncode(title)}</a></p>",
                ["url"] = url,
                [Term] = new JsonObject
                {
                    ["id"] = url,
                    ["type"] = new JsonArray(Type, "schema:DigitalDocument"),
                    ["distribution"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "dcat:Distribution",
                        ["downloadURL"] = url,
                        ["csvMediaType"] = "application/json",
                        ["checksum"] = new JsonObject
                        {
                            ["type"] = "spdx:Checksum",
                            ["checksumAlgorithm"] = "spdx:checksumAlgorithm_sha256",
                            ["checksumValue"] = CanonicalJson.Sha256(signed),
                        },
                    }),
                    [Embedded] = signed.DeepClone(),
                },
            },
        };
    }

    /// <summary>True when the activity announces a template.</summary>
    public static bool IsOne(JsonObject activity) =>
        ActivityShape.HasType(activity, "Create") && activity["object"] is JsonObject note && note[Term] is JsonObject;

    /// <summary>Reads an announcement; the proof is still to be checked, against the key it names.</summary>
    /// <param name="activity">What arrived.</param>
    /// <param name="host">The peer it came from.</param>
    /// <param name="actor">Who says it.</param>
    /// <returns>The template, or the reason why not.</returns>
    public static (AnnouncedTemplate? Template, string? Reason) Read(JsonObject activity, string host, Uri actor)
    {
        if ((activity["object"] as JsonObject)?[Term] is not JsonObject term || term[Embedded] is not JsonObject document)
        {
            return (null, "The announcement does not carry the template.");
        }

        var url = ActivityShape.Id(document);
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")
            || uri.Authority != host)
        {
            return (null, "The template is not on its publisher's host.");
        }

        if (ActivityShape.Text(document, "attributedTo") != actor.AbsoluteUri)
        {
            return (null, "The template is not by the actor that announces it.");
        }

        if (ObjectProof.VerificationMethod(document) is not { } keyId || !keyId.StartsWith(actor.AbsoluteUri + "#", StringComparison.Ordinal))
        {
            return (null, "The template carries no proof by its publisher.");
        }

        var bytes = CanonicalJson.Bytes(document);
        if (bytes.Length > MaxBytes)
        {
            return (null, $"The template is larger than {MaxBytes} bytes.");
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (Checksum(term) != sha256)
        {
            return (null, "The template does not have the announced checksum.");
        }

        var (definition, refusal) = CampaignDefinitions.Read(document[DefinitionTerm]?.ToJsonString() ?? "null");
        return definition is null
            ? (null, refusal!.Message.En) // one of the two is there
            : (new AnnouncedTemplate(url, keyId, definition, document, sha256), null);
    }

    private static string? Checksum(JsonObject term) =>
        term["distribution"] is JsonArray { Count: 1 } files && files[0] is JsonObject file && file["checksum"] is JsonObject checksum
        && ActivityShape.Text(checksum, "checksumAlgorithm") == "spdx:checksumAlgorithm_sha256"
            ? ActivityShape.Text(checksum, "checksumValue")
            : null;
}
