using System.Text.Json.Nodes;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Activities;

/// <summary>Actor documents (ActivityPub §4) with their Multikey (FEP-521a).</summary>
public static class ActorDocument
{
    /// <summary>Fragment of an actor's Ed25519 key.</summary>
    public const string KeyFragment = "#ed25519-1";

    /// <summary>Describes an actor.</summary>
    /// <param name="id">The actor's URL.</param>
    /// <param name="type"><c>Application</c> for a node, <c>Service</c> for a catalogue.</param>
    /// <param name="username">Account name, <c>[a-z0-9_]+</c>.</param>
    /// <param name="name">What people read.</param>
    /// <param name="sharedInbox">Inbox of the whole node.</param>
    /// <param name="key">Its public key.</param>
    /// <param name="attributedTo">The node that owns a catalogue; null for the node.</param>
    /// <param name="catalogues">The node's catalogues.</param>
    public static JsonObject Describe(
        Uri id, string type, string username, string name, Uri sharedInbox, Ed25519PublicKey key, Uri? attributedTo = null,
        IReadOnlyList<Uri>? catalogues = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(sharedInbox);
        var actor = new JsonObject
        {
            ["@context"] = ActivityContexts.Actor,
            ["id"] = id.AbsoluteUri,
            ["type"] = type,
            ["preferredUsername"] = username,
            ["name"] = name,
            ["inbox"] = $"{id.AbsoluteUri}/inbox",
            ["outbox"] = $"{id.AbsoluteUri}/outbox",
            ["followers"] = $"{id.AbsoluteUri}/followers",
            ["url"] = id.AbsoluteUri,
            ["endpoints"] = new JsonObject { ["sharedInbox"] = sharedInbox.AbsoluteUri },
            ["manuallyApprovesFollowers"] = true,
            ["discoverable"] = false,
            ["indexable"] = false,
            ["assertionMethod"] = new JsonArray(new JsonObject
            {
                ["id"] = id.AbsoluteUri + KeyFragment,
                ["type"] = "Multikey",
                ["controller"] = id.AbsoluteUri,
                ["publicKeyMultibase"] = key.Multibase,
            }),
        };
        if (attributedTo is not null)
        {
            actor["attributedTo"] = attributedTo.AbsoluteUri;
        }

        if (catalogues is { Count: > 0 })
        {
            actor["catalog"] = new JsonArray([.. catalogues.Select(catalogue => JsonValue.Create(catalogue.AbsoluteUri))]);
        }

        return actor;
    }

    /// <summary>The Ed25519 keys an actor states as its own, by URL: only those it controls and on its own host.</summary>
    public static IReadOnlyDictionary<string, Ed25519PublicKey> Keys(JsonObject actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var keys = new Dictionary<string, Ed25519PublicKey>(StringComparer.Ordinal);
        var id = actor["id"]?.ToString();
        foreach (var method in actor["assertionMethod"] as JsonArray ?? [])
        {
            if (method is JsonObject key && key["type"]?.ToString() == "Multikey" && key["controller"]?.ToString() == id
                && key["id"]?.ToString() is { } keyId && keyId.StartsWith(id + "#", StringComparison.Ordinal)
                && Ed25519PublicKey.TryRead(key["publicKeyMultibase"]?.ToString(), out var read))
            {
                keys[keyId] = read;
            }
        }

        return keys;
    }
}
