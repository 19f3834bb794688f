using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Peers.Keys;

/// <summary>A peer's actor says that it changed: its keys are read anew from where it lives, not from what was sent. Before it revokes a key it signs again.</summary>
internal sealed class ActorUpdateHandler(PeerKeyBook book, PeerIntroductions introductions, ICatchUps catchUps) : IActivityHandler
{
    public bool Handles(JsonObject activity) =>
        ActivityShape.HasType(activity, "Update") && ActivityShape.Actor(activity) is { } actor && ActivityShape.Object(activity) == actor;

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        if (await book.Read(received.Actor, cancel))
        {
            catchUps.ReadSignedAgain(session, received.Actor);
        }

        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(received.PeerHost), cancel);
        if (stream.Aggregate is { Introduction.IsNode: true } peer && peer.Introduction.Actor == received.Actor)
        {
            stream.AppendOne(new PeerIntroducedAgain(peer.Id, await introductions.Ask(peer.Host, cancel), received.ReceivedAt));
        }

        return new ActivityOutcome.Applied();
    }
}
