using System.Text.Json.Nodes;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Activities;

/// <summary>
/// The keys that an actor document states, by URL. A key counts only when the actor names itself as its owner and the key's URL is of
/// the actor's own origin: else one server could speak for another.
/// </summary>
public static class ActorKeys
{
    /// <summary>Keys read of one document; stock servers state one, an overlap of two generations four.</summary>
    private const int MaxKeys = 16;

    /// <summary>Keys that may sign an actor's requests: <c>publicKey</c> and the Multikeys of <c>assertionMethod</c>.</summary>
    public static IReadOnlyDictionary<string, VerificationKey> ForRequests(JsonObject actor)
    {
        var keys = Multikeys(actor);
        foreach (var each in Each(actor["publicKey"]))
        {
            Add(keys, actor, each, "owner", "publicKeyPem");
        }

        return keys;
    }

    /// <summary>Keys that may sign what an actor says: the Ed25519 Multikeys of <c>assertionMethod</c> (FEP-8b32).</summary>
    public static IReadOnlyDictionary<string, Ed25519PublicKey> ForProofs(JsonObject actor) => Multikeys(actor)
        .Where(each => each.Value is Ed25519PublicKey).ToDictionary(each => each.Key, each => (Ed25519PublicKey)each.Value);

    private static Dictionary<string, VerificationKey> Multikeys(JsonObject actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var keys = new Dictionary<string, VerificationKey>(StringComparer.Ordinal);
        foreach (var each in Each(actor["assertionMethod"]).Where(each => ActivityShape.HasType(each, "Multikey")))
        {
            Add(keys, actor, each, "controller", "publicKeyMultibase");
        }

        return keys;
    }

    private static void Add(Dictionary<string, VerificationKey> keys, JsonObject actor, JsonObject stated, string owner, string text)
    {
        if (ActivityShape.Id(actor) is { } id && ActivityShape.Text(stated, owner) == id && ActivityShape.Id(stated) is { } keyId
            && IsOfOneOrigin(id, keyId) && VerificationKey.TryRead(ActivityShape.Text(stated, text), out var key))
        {
            keys.TryAdd(keyId, key);
        }
    }

    // One key stands alone or in a list.
    private static IEnumerable<JsonObject> Each(JsonNode? node) => node switch
    {
        JsonObject one => [one],
        JsonArray several => several.OfType<JsonObject>().Take(MaxKeys),
        _ => [],
    };

    private static bool IsOfOneOrigin(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var a) && Uri.TryCreate(other, UriKind.Absolute, out var b)
        && a.GetLeftPart(UriPartial.Authority) is { Length: > 0 } origin && origin == b.GetLeftPart(UriPartial.Authority);
}
