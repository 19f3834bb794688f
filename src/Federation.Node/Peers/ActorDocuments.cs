using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Federation.Protocol.Activities;

namespace Federation.Node.Peers;

/// <summary>This node and its catalogues as actors. Never a member: that somebody has an account here is nobody's business.</summary>
internal sealed class ActorDocuments(INodeIdentity identity, INodeKeys keys, NodeOptions options, TimeProvider time)
{
    /// <summary>Account name of the node itself.</summary>
    public const string NodeName = "node";

    /// <summary>URL of each actor by account name.</summary>
    public IReadOnlyDictionary<string, Uri> Actors { get; } = new Dictionary<string, Uri>(
        Catalogues.All.Select(name => KeyValuePair.Create(name, identity.ActorOf(name))).Append(KeyValuePair.Create(NodeName, identity.Actor)));

    private Uri SharedInbox => new(options.Origin, "/inbox");

    private Uri BatchInbox => new(options.Origin, "/inbox/batch");

    public JsonObject Node() => Node(keys.All, time.GetUtcNow());

    /// <summary>The node with the keys it will have.</summary>
    public JsonObject Node(IReadOnlyList<NodeKey> with, DateTimeOffset now) => Finish(
        ActorDocument.Describe(
            identity.Actor, "Application", NodeName, options.Name, SharedInbox, Stated(with, now),
            catalogues: [.. Catalogues.All.Select(identity.ActorOf)], batchInbox: BatchInbox),
        identity.Actor, with);

    public JsonObject Catalogue(string name) => Catalogue(name, keys.All, time.GetUtcNow());

    /// <summary>A catalogue with the keys it will have.</summary>
    public JsonObject Catalogue(string name, IReadOnlyList<NodeKey> with, DateTimeOffset now) => Finish(
        ActorDocument.Describe(
            identity.ActorOf(name), "Service", name, $"{TitleOf(name).In("en")}, {options.Name}", SharedInbox, Stated(with, now), identity.Actor,
            batchInbox: BatchInbox),
        identity.ActorOf(name), with);

    /// <summary>What people call a catalogue.</summary>
    public static Text TitleOf(string name) => name switch
    {
        Catalogues.Statistics => new("Statistics", "Statistiques", "Estadísticas"),
        Catalogues.Templates => new("Campaign templates", "Modèles de campagne", "Plantillas de campaña"),
        Catalogues.Tools => new("Tools", "Outils", "Herramientas"),
        _ => Text.Same(name),
    };

    // The newest of a kind first: some servers read one only.
    private static List<ActorKey> Stated(IReadOnlyList<NodeKey> keys, DateTimeOffset now) =>
    [
        .. keys.Where(key => key.IsStated(now)).Reverse().Select(key => VerificationKey.TryRead(key.PublicKey, out var read)
            ? new ActorKey("#" + key.Name, read) : throw new InvalidOperationException($"The stored key {key.Name} cannot be read.")),
    ];

    // Controlled Identifiers §2.2.1: when a key is no longer good for requests (expires), and no longer good at all (revoked).
    private static JsonObject Finish(JsonObject actor, Uri id, IReadOnlyList<NodeKey> keys)
    {
        actor["following"] = id.AbsoluteUri + "/following";
        foreach (var method in actor["assertionMethod"]!.AsArray().OfType<JsonObject>()) // Describe wrote it
        {
            var key = keys.First(each => each.IdOf(id) == ActivityShape.Id(method));
            Set(method, "expires", key.ExpiresAt);
            Set(method, "revoked", key.RevokedAt);
        }

        return actor;
    }

    private static void Set(JsonObject method, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            method[name] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
    }
}
