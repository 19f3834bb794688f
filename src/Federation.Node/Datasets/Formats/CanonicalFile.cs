using System.Text.Json.Nodes;
using Federation.Protocol.Json;

namespace Federation.Node.Datasets.Formats;

/// <summary>JSON files of the formats: canonical (RFC 8785), so that they are the same bytes each time.</summary>
internal static class CanonicalFile
{
    /// <summary>The file.</summary>
    public static byte[] Of(JsonObject content) => CanonicalJson.Bytes(content);

    /// <summary>A list of strings.</summary>
    public static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];
}
