using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Peers;

/// <summary>
/// A peer answers our Follow, or ends later what it accepted. Any other Accept or Reject is not ours to take, and one to a Follow we never sent,
/// or have undone, is refused.
/// </summary>
internal sealed class FollowAnswerHandler : IActivityHandler
{
    public bool Handles(JsonObject activity) =>
        (ActivityShape.HasType(activity, "Accept") || ActivityShape.HasType(activity, "Reject"))
        && (activity["object"] is JsonObject answered ? ActivityShape.HasType(answered, "Follow") : activity["type"] is JsonValue);

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(received.PeerHost), cancel);
        if (stream.Aggregate is not { } peer || PeerRules.Answered(peer, ActivityShape.Object(received.Body), received.Actor) is not { } following)
        {
            return new ActivityOutcome.Refused("It answers a Follow that this node did not send, or has undone.");
        }

        var isAccepted = ActivityShape.HasType(received.Body, "Accept");
        if (isAccepted ? !following.IsAccepted : !following.IsRefused)
        {
            stream.AppendOne(new FollowAnswered(stream.Id, following.Catalogue, following.FollowId, isAccepted, received.ReceivedAt));
        }

        return new ActivityOutcome.Applied();
    }
}
