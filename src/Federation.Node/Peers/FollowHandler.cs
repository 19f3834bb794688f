using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Peers;

/// <summary>
/// A peer follows a catalogue of ours, or stops: a node, or an actor on a stranger's host. Approval came before, so the answer is Accept, unless
/// somebody here ended that actor's follow before: then it is Reject. It embeds the whole Follow, and is given again to a Follow that comes
/// again (a lost answer leaves the other side pending for ever).
/// </summary>
internal sealed class FollowHandler(FollowPress press, IDeliveries deliveries, INodeIdentity identity) : IActivityHandler
{
    public bool Handles(JsonObject activity) =>
        ActivityShape.HasType(activity, "Follow")
        || (ActivityShape.HasType(activity, "Undo")
            && (activity["object"] is JsonObject undone ? ActivityShape.HasType(undone, "Follow") : ActivityShape.Object(activity) is not null));

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(received.PeerHost), cancel);
        return ActivityShape.HasType(received.Body, "Follow") ? Follow(received, stream, session) : Leave(received, stream, session);
    }

    private ActivityOutcome Follow(ReceivedActivity received, JasperFx.Events.IEventStream<Peer> stream, IDocumentSession session)
    {
        if (CatalogueOf(ActivityShape.Object(received.Body)) is not { } catalogue)
        {
            return new ActivityOutcome.Refused("What is followed is not a catalogue of this node.");
        }

        if (stream.Aggregate is { } known && PeerRules.IsEnded(known, catalogue, received.Actor))
        {
            press.Reject(session, received.PeerHost, catalogue, received.Actor, received.Body);
            return new ActivityOutcome.Applied();
        }

        if (stream.Aggregate?.Followers.Any(each => each.Catalogue == catalogue && each.Actor == received.Actor && each.FollowId == received.Id) != true)
        {
            stream.AppendOne(new FollowerAccepted(stream.Id, catalogue, received.Id, received.ReceivedAt, received.Actor));
        }

        press.Accept(session, received.PeerHost, catalogue, received.Actor, received.Body);
        PeerLanes.Open(deliveries, session, received.PeerHost, stream.Aggregate!.Introduction, [catalogue]); // an approved peer sent it
        return new ActivityOutcome.Applied();
    }

    // Some embed the Follow that they undo, some name it by its id. Undoing what is not there is done already.
    private ActivityOutcome Leave(ReceivedActivity received, JasperFx.Events.IEventStream<Peer> stream, IDocumentSession session)
    {
        var peer = stream.Aggregate;
        var undone = received.Body["object"] as JsonObject;
        var catalogue = undone is not null
            ? CatalogueOf(ActivityShape.Object(undone))
            : peer?.Followers.FirstOrDefault(each => each.FollowId == ActivityShape.Object(received.Body) && each.Actor == received.Actor)?.Catalogue;
        if (catalogue is null)
        {
            return new ActivityOutcome.Refused("What is undone is no Follow of a catalogue of this node.");
        }

        if (undone is not null && ActivityShape.Actor(undone) is { } follower && follower != received.Actor.AbsoluteUri)
        {
            return new ActivityOutcome.Refused("Only who followed can undo it.");
        }

        if (peer?.Followers.Any(each => each.Catalogue == catalogue && each.Actor == received.Actor) == true)
        {
            stream.AppendOne(new FollowerLeft(stream.Id, catalogue, received.ReceivedAt, received.Actor));
        }
        else if (peer is { Introduction.IsNode: true } && peer.Follows.Contains(catalogue) && !peer.Followers.Any(each => each.Catalogue == catalogue))
        {
            stream.AppendOne(new FollowerLeft(stream.Id, catalogue, received.ReceivedAt)); // followed before actors were kept
        }

        if (peer?.Followers.Any(each => each.Catalogue == catalogue && each.Actor != received.Actor) != true)
        {
            deliveries.CloseLane(session, received.PeerHost, catalogue); // nobody else there follows it
        }

        return new ActivityOutcome.Applied();
    }

    private string? CatalogueOf(string? followed) => Catalogues.All.FirstOrDefault(each => identity.ActorOf(each).AbsoluteUri == followed);
}
