using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Peers;

/// <summary>
/// A peer follows a catalogue of ours, or stops. Approval by two people came before, so the answer is always Accept; it embeds the whole
/// Follow, and is given again to a Follow that comes again (a lost answer leaves the other side pending for ever).
/// </summary>
internal sealed class FollowHandler(IActivities activities, IDeliveries deliveries, INodeIdentity identity) : IActivityHandler
{
    public bool Handles(JsonObject activity) =>
        ActivityShape.HasType(activity, "Follow") || (ActivityShape.HasType(activity, "Undo") && activity["object"] is JsonObject undone && ActivityShape.HasType(undone, "Follow"));

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var isFollow = ActivityShape.HasType(received.Body, "Follow");
        var followed = ActivityShape.Object(isFollow ? received.Body : received.Body["object"]!.AsObject()); // Handles looked
        if (Catalogues.All.FirstOrDefault(each => identity.ActorOf(each).AbsoluteUri == followed) is not { } catalogue)
        {
            return new ActivityOutcome.Refused("What is followed is not a catalogue of this node.");
        }

        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(received.PeerHost), cancel);
        var follows = stream.Aggregate?.Follows.Contains(catalogue) == true;
        if (!isFollow)
        {
            if (follows)
            {
                stream.AppendOne(new FollowerLeft(stream.Id, catalogue, received.ReceivedAt));
                deliveries.CloseLane(session, received.PeerHost, catalogue);
            }

            return new ActivityOutcome.Applied();
        }

        if (!follows)
        {
            stream.AppendOne(new FollowerAccepted(stream.Id, catalogue, received.Id, received.ReceivedAt));
        }

        activities.Publish(session, new JsonObject
        {
            ["type"] = "Accept",
            ["actor"] = followed,
            ["object"] = received.Body.DeepClone(),
        }, new Audience.Peer(received.PeerHost));
        deliveries.OpenLane(session, received.PeerHost, stream.Aggregate!.Introduction.Inbox, null, catalogue); // an approved peer sent it
        return new ActivityOutcome.Applied();
    }
}
