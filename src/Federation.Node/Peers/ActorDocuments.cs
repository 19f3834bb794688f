using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Federation.Protocol.Activities;

namespace Federation.Node.Peers;

/// <summary>This node and its catalogues as actors. Never a member: that somebody has an account here is nobody's business.</summary>
internal sealed class ActorDocuments(INodeIdentity identity, NodeOptions options)
{
    /// <summary>Account name of the node itself.</summary>
    public const string NodeName = "node";

    /// <summary>URL of each actor by account name.</summary>
    public IReadOnlyDictionary<string, Uri> Actors { get; } = new Dictionary<string, Uri>(
        Catalogues.All.Select(name => KeyValuePair.Create(name, identity.ActorOf(name))).Append(KeyValuePair.Create(NodeName, identity.Actor)));

    public JsonObject Node() => ActorDocument.Describe(
        identity.Actor, "Application", NodeName, options.Name, SharedInbox, identity.PublicKey, catalogues: [.. Catalogues.All.Select(identity.ActorOf)]);

    public JsonObject Catalogue(string name) => ActorDocument.Describe(
        identity.ActorOf(name), "Service", name, $"{TitleOf(name).In("en")}, {options.Name}", SharedInbox, identity.PublicKey, identity.Actor);

    /// <summary>What people call a catalogue.</summary>
    public static Text TitleOf(string name) => name switch
    {
        Catalogues.Statistics => new("Statistics", "Statistiques", "Estadísticas"),
        Catalogues.Templates => new("Campaign templates", "Modèles de campagne", "Plantillas de campaña"),
        Catalogues.Tools => new("Tools", "Outils", "Herramientas"),
        _ => Text.Same(name),
    };

    private Uri SharedInbox => new(options.Origin, "/inbox");
}
