using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Marten;

namespace Federation.Node.Peers;

/// <summary>What this node says about following, in the caller's session.</summary>
internal sealed class FollowPress(IActivities activities, IDeliveries deliveries, INodeIdentity identity)
{
    public void Follow(IDocumentSession session, string host, string id, Uri catalogue) =>
        activities.Publish(session, FollowWire.Follow(id, identity.Actor, catalogue), new Audience.Peer(host));

    /// <summary>We stop following. Nothing is said of a catalogue that the peer no longer states.</summary>
    public void Undo(IDocumentSession session, Peer peer, Following following)
    {
        if (PeerRules.CatalogueOf(peer, following.Catalogue) is { } catalogue)
        {
            activities.Publish(session, FollowWire.Undo(FollowWire.Follow(following.FollowId, identity.Actor, catalogue)), new Audience.Peer(peer.Host));
        }
    }

    public void Accept(IDocumentSession session, string host, string catalogue, Uri follower, JsonObject follow) =>
        Answer(session, "Accept", host, catalogue, follower, follow);

    public void Reject(IDocumentSession session, string host, string catalogue, Uri follower, JsonObject follow) =>
        Answer(session, "Reject", host, catalogue, follower, follow);

    /// <summary>We end a follow of one of the peer's actors; the catalogue is sent on as long as another there follows it.</summary>
    public void End(IDocumentSession session, Peer peer, string catalogue, Uri follower)
    {
        RejectKnown(session, peer, catalogue, follower);
        if (PeerRules.FollowersOf(peer, catalogue).All(each => each == follower))
        {
            deliveries.CloseLane(session, peer.Host, catalogue);
        }
    }

    /// <summary>
    /// A peer that is removed follows nothing and is not followed. Its lanes are closed, so it hears of that when it is a peer again: else each side
    /// would go on believing something else.
    /// </summary>
    public void TakeLeave(IDocumentSession session, Peer peer)
    {
        foreach (var following in peer.Following.Where(each => !each.IsRefused))
        {
            Undo(session, peer, following);
        }

        foreach (var catalogue in peer.Follows)
        {
            PeerRules.FollowersOf(peer, catalogue).ToList().ForEach(follower => RejectKnown(session, peer, catalogue, follower));
            deliveries.CloseLane(session, peer.Host, catalogue);
        }
    }

    private void RejectKnown(IDocumentSession session, Peer peer, string catalogue, Uri follower)
    {
        var known = peer.Followers.FirstOrDefault(each => each.Catalogue == catalogue && each.Actor == follower);
        Reject(session, peer.Host, catalogue, follower, FollowWire.Follow(known?.FollowId, follower, identity.ActorOf(catalogue)));
    }

    private void Answer(IDocumentSession session, string type, string host, string catalogue, Uri follower, JsonObject follow) =>
        activities.Publish(session, FollowWire.Answer(type, identity.ActorOf(catalogue), follower, follow), new Audience.Peer(host));
}
