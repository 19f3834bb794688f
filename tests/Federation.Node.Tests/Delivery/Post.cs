using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>What tests of lanes say and open.</summary>
internal static class Post
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static IDeliveries Deliveries(this RunningNode node) => node.Services.GetRequiredService<IDeliveries>();

    /// <summary>Opens what is said to each peer alone, one by one.</summary>
    public static Task Open(this RunningNode node, params ListeningPeer[] peers) =>
        node.Save(session => Array.ForEach(peers, peer => node.Deliveries().OpenLane(session, peer.Host, peer.Inbox, null, IDeliveries.Direct)));

    /// <summary>Opens a stream to a node of ours.</summary>
    public static Task OpenBatched(this RunningNode node, ListeningPeer peer, string stream) =>
        node.Save(session => node.Deliveries().OpenLane(session, peer.Host, peer.Inbox, peer.Batches, stream));

    public static Task Say(this RunningNode node, string name, params string[] hosts) => node.Save(session => Array.ForEach(
        hosts, host => Activities(node).Publish(session, Announce(name), new Audience.Peer(host))));

    /// <summary>Says all of it in one transaction.</summary>
    public static Task SayAll(this RunningNode node, IEnumerable<string> names, string host) => node.Save(session =>
    {
        foreach (var name in names)
        {
            Activities(node).Publish(session, Announce(name), new Audience.Peer(host));
        }
    });

    public static Task Tell(this RunningNode node, string catalogue, string type, string name, string? about = null) => node.Save(
        session => Activities(node).Publish(session, Announce(name, type), new Audience.Followers(catalogue), about));

    public static async Task Save(this RunningNode node, Action<IDocumentSession> queue)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        queue(session);
        await session.SaveChangesAsync(Cancel);
    }

    public static JsonObject Announce(string name, string type = "Announce") =>
        new() { ["type"] = type, ["summary"] = name, ["object"] = "https://union.example/x" };

    public static IActivities Activities(RunningNode node) => node.Services.GetRequiredService<IActivities>();
}
