using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Federation.Protocol.Activities;

/// <summary>
/// The fixed <c>@context</c> values. Our terms are defined inline: a context URL that cannot be fetched stalls other servers, and we
/// never process JSON-LD ourselves.
/// </summary>
public static class ActivityContexts
{
    /// <summary>Media type of activities and actors.</summary>
    public const string MediaType = "application/activity+json";

    /// <summary>The other name of the same media type (ActivityPub §3.2), which old software asks for and sends.</summary>
    public const string LinkedDataMediaType = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";

    /// <summary>The public collection (ActivityPub §5.6).</summary>
    public const string Public = "https://www.w3.org/ns/activitystreams#Public";

    // Only documents that servers of every age carry with them: Fedify 1.5.9 has data-integrity/v1 but not v2, and refuses what names v2 (400)
    // whenever it cannot fetch it. The two define the same terms for a proof.
    private const string ActivityText = """
        ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v1", {
          "un": "https://union.example/ns#", "dcat": "http://www.w3.org/ns/dcat#", "dcterms": "http://purl.org/dc/terms/",
          "schema": "http://schema.org/", "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
          "dataset": {"@id": "un:dataset"}, "distribution": "dcat:distribution",
          "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
          "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
          "checksum": "spdx:checksum", "checksumValue": "spdx:checksumValue",
          "checksumAlgorithm": {"@id": "spdx:algorithm", "@type": "@id"}, "license": {"@id": "dcterms:license", "@type": "@id"},
          "version": "dcat:version", "isVersionOf": {"@id": "dcterms:isVersionOf", "@type": "@id"},
          "previousVersion": {"@id": "dcat:previousVersion", "@type": "@id"}, "title": "dcterms:title",
          "issued": {"@id": "dcterms:issued", "@type": "xsd:date"}, "csvMediaType": "dcat:mediaType"}]
        """;

    private const string ActorText = """
        ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", "https://w3id.org/security/data-integrity/v1",
         "https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", {
          "toot": "http://joinmastodon.org/ns#", "discoverable": "toot:discoverable", "indexable": "toot:indexable",
          "manuallyApprovesFollowers": "as:manuallyApprovesFollowers", "sc": "http://schema.org#", "PropertyValue": "sc:PropertyValue",
          "value": "sc:value", "un": "https://union.example/ns#", "dcat": "http://www.w3.org/ns/dcat#",
          "catalog": {"@id": "un:catalog", "@type": "@id"}}]
        """;

    /// <summary>True for the two media types of ActivityStreams, with or without further parameters; false for plain JSON and plain JSON-LD.</summary>
    public static bool IsMediaType(string? type)
    {
        if (!MediaTypeHeaderValue.TryParse(type, out var read))
        {
            return false;
        }

        return MediaType.Equals(read.MediaType, StringComparison.OrdinalIgnoreCase)
            || "application/ld+json".Equals(read.MediaType, StringComparison.OrdinalIgnoreCase)
                && read.Parameters.Any(each => each.Name.Equals("profile", StringComparison.OrdinalIgnoreCase)
                    && each.Value?.Trim('"').Split(' ').Contains("https://www.w3.org/ns/activitystreams") == true); // a list (RFC 6906 §3)
    }

    /// <summary>A fresh copy of the context of activities and of what they carry.</summary>
    public static JsonArray Activity => JsonNode.Parse(ActivityText)!.AsArray(); // a constant that parses

    /// <summary>A fresh copy of the context of actor documents.</summary>
    public static JsonArray Actor => JsonNode.Parse(ActorText)!.AsArray(); // a constant that parses
}
