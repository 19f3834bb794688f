using System.Text.Json.Nodes;
using Federation.Protocol.Json;
using Federation.Protocol.Signatures;

namespace Federation.Protocol.Activities;

/// <summary>
/// One digest over all that a collection states: whoever holds the same objects in the same versions computes the same, so an update or a
/// delete that was lost on the way shows. After FEP-8fcf, which does so for followers.
/// </summary>
public static class CollectionDigest
{
    /// <summary>
    /// The digest of an array of <c>[object, version]</c> pairs in canonical JSON (RFC 8785), pairs sorted by the UTF-16 code units of the
    /// object, in the form of RFC 9530.
    /// </summary>
    /// <param name="pairs">URL of each object and what names its newest version; no object twice.</param>
    /// <exception cref="ArgumentException">An object stands twice.</exception>
    public static string Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (thing, version) in pairs)
        {
            sorted.Add(thing, version);
        }

        return ContentDigest.Of(CanonicalJson.Bytes(new JsonArray([.. sorted.Select(pair => (JsonNode)new JsonArray(pair.Key, pair.Value))])));
    }
}
