using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Peers.Affiliations;

/// <summary>A federation says who is its affiliate, or that somebody no longer is. Kept of every peer; it makes peers only where the federation is trusted to vouch.</summary>
internal sealed class AffiliationHandler(Vouching vouching, PeerRegister register) : IActivityHandler
{
    public bool Handles(JsonObject activity) =>
        (ActivityShape.HasType(activity, "Create") && AffiliationCredential.IsOne(activity["object"]))
        || (ActivityShape.HasType(activity, "Delete") && AffiliationCredential.IsTombstone(activity["object"]));

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        if (await register.Load(received.PeerHost, cancel) is not { } issuer || issuer.Introduction.Actor != received.Actor)
        {
            return new ActivityOutcome.Refused("Only a node itself, not its catalogues, says who its affiliates are.");
        }

        var thing = received.Body["object"]!.AsObject(); // Handles looked
        if (ActivityShape.HasType(received.Body, "Create"))
        {
            return await vouching.Record(thing, received.Actor, session, cancel) is { } reason ? new ActivityOutcome.Refused(reason) : new ActivityOutcome.Applied();
        }

        await vouching.TakeBack(ActivityShape.Id(thing)!, received.PeerHost, session, cancel); // the inbox saw to its host
        return new ActivityOutcome.Applied();
    }
}
