using System.Text.Json.Nodes;
using Federation.Protocol.Json;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>A graph as JSON-LD 1.1 whose context is in the document: whoever reads it fetches nothing.</summary>
internal static class JsonLd
{
    /// <summary>Its media type.</summary>
    public const string MediaType = "application/ld+json";

    /// <summary>The document.</summary>
    public static byte[] Of(RdfGraph graph) => Document([.. Nodes(graph)]);

    /// <summary>A document of these nodes.</summary>
    public static byte[] Document(IEnumerable<JsonObject> nodes) => CanonicalJson.Bytes(new JsonObject
    {
        ["@context"] = new JsonObject(RdfGraph.Prefixes.Select(prefix => KeyValuePair.Create(prefix.Key, (JsonNode?)prefix.Value))),
        ["@graph"] = new JsonArray([.. nodes]),
    });

    /// <summary>One object for each resource.</summary>
    public static IReadOnlyList<JsonObject> Nodes(RdfGraph graph) => [.. graph.Nodes.Select(Node)];

    private static JsonObject Node(RdfNode node)
    {
        var written = new JsonObject { ["@id"] = node.Iri };
        if (node.Classes.Count > 0)
        {
            written["@type"] = new JsonArray([.. node.Classes.Select(each => JsonValue.Create(each))]);
        }

        foreach (var predicate in node.Statements.GroupBy(each => each.Predicate))
        {
            written[predicate.Key] = new JsonArray([.. predicate.Select(each => Term(each.Object))]);
        }

        return written;
    }

    private static JsonObject Term(RdfTerm term) => term switch
    {
        RdfTerm.Resource resource => new JsonObject { ["@id"] = resource.Iri },
        RdfTerm.Literal { Language: { } language } words => new JsonObject { ["@value"] = words.Value, ["@language"] = language },
        RdfTerm.Literal { Type: { } type } value => new JsonObject { ["@value"] = value.Value, ["@type"] = type },
        RdfTerm.Literal plain => new JsonObject { ["@value"] = plain.Value },
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };
}
