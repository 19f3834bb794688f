using System.Text.Json.Nodes;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>A publisher takes a whole dataset back; a withdrawal notice for each version comes beside it and is answered by itself.</summary>
internal sealed class DeleteHandler(MirrorEraser eraser, TimeProvider time) : IActivityHandler
{
    public bool Handles(JsonObject activity) =>
        ActivityShape.HasType(activity, "Delete") && activity["object"] is JsonObject gone && gone["isVersionOf"] is JsonValue;

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var gone = received.Body["object"]!.AsObject(); // Handles looked
        var dataset = ActivityShape.Text(gone, "isVersionOf");
        if (!Uri.TryCreate(dataset, UriKind.Absolute, out var url) || url.Authority != received.PeerHost)
        {
            return new ActivityOutcome.Refused("The dataset is not on its publisher's host.");
        }

        await eraser.Erase(session, received.PeerHost, dataset, null, received.Id, WithdrawalWire.ReasonOf(gone), time.GetUtcNow(), cancel);
        return new ActivityOutcome.Applied();
    }
}
