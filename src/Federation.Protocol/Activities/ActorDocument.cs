using System.Text.Json.Nodes;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Activities;

/// <summary>Actor documents (ActivityPub §4) with their Multikey (FEP-521a).</summary>
public static class ActorDocument
{
    /// <summary>Fragment of an actor's Ed25519 key.</summary>
    public const string KeyFragment = "#ed25519-1";

    /// <summary>Fragment of an actor's RSA key: the name that every stock server uses.</summary>
    public const string RsaKeyFragment = "#main-key";

    /// <summary>Where our own nodes take several activities in one request, under <c>endpoints</c>; strangers do not see it.</summary>
    public const string BatchInbox = "un:batchInbox";

    /// <inheritdoc cref="Describe(Uri, string, string, string, Uri, IReadOnlyList{ActorKey}, Uri?, IReadOnlyList{Uri}?, Uri?)"/>
    public static JsonObject Describe(
        Uri id, string type, string username, string name, Uri sharedInbox, Ed25519PublicKey key, Uri? attributedTo = null,
        IReadOnlyList<Uri>? catalogues = null) =>
        Describe(id, type, username, name, sharedInbox, [new ActorKey(KeyFragment, key)], attributedTo, catalogues);

    /// <summary>Describes an actor.</summary>
    /// <param name="id">The actor's URL.</param>
    /// <param name="type"><c>Application</c> for a node, <c>Service</c> for a catalogue.</param>
    /// <param name="username">Account name, <c>[a-z0-9_]+</c>.</param>
    /// <param name="name">What people read.</param>
    /// <param name="sharedInbox">Inbox of the whole node.</param>
    /// <param name="keys">Its public keys, the newest of a kind first: some servers read one only.</param>
    /// <param name="attributedTo">The node that owns a catalogue; null for the node.</param>
    /// <param name="catalogues">The node's catalogues.</param>
    /// <param name="batchInbox">Where our own nodes send several activities at once; null when it takes none.</param>
    public static JsonObject Describe(
        Uri id, string type, string username, string name, Uri sharedInbox, IReadOnlyList<ActorKey> keys, Uri? attributedTo = null,
        IReadOnlyList<Uri>? catalogues = null, Uri? batchInbox = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(keys);
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
        };
        // A list of one is written as the one: stock servers read publicKey as an object.
        var old = keys.Where(key => key.Key is RsaPublicKey).Select(key => Rsa(id, key)).ToArray<JsonNode>();
        if (old.Length > 0)
        {
            actor["publicKey"] = old.Length == 1 ? old[0] : new JsonArray(old);
        }

        actor["assertionMethod"] = new JsonArray([.. keys.Where(key => key.Key is not RsaPublicKey).Select(key => Multikey(id, key))]);
        if (batchInbox is not null)
        {
            actor["endpoints"]![BatchInbox] = batchInbox.AbsoluteUri; // set above
        }

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

    /// <summary>The Ed25519 keys an actor states as its own, by URL (<see cref="ActorKeys.ForProofs"/>).</summary>
    public static IReadOnlyDictionary<string, Ed25519PublicKey> Keys(JsonObject actor) => ActorKeys.ForProofs(actor);

    private static JsonObject Rsa(Uri actor, ActorKey key) => new()
    {
        ["id"] = actor.AbsoluteUri + key.Fragment,
        ["type"] = "CryptographicKey",
        ["owner"] = actor.AbsoluteUri,
        ["publicKeyPem"] = key.Key.Pem,
    };

    private static JsonObject Multikey(Uri actor, ActorKey key) => new()
    {
        ["id"] = actor.AbsoluteUri + key.Fragment,
        ["type"] = "Multikey",
        ["controller"] = actor.AbsoluteUri,
        ["publicKeyMultibase"] = key.Key.Multibase,
    };
}
