using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Delivery.Receipts;

/// <summary>A peer tells what became of our activities.</summary>
internal sealed class ReceiptHandler(NodeOptions options, TimeProvider time) : IActivityHandler
{
    public bool Handles(JsonObject activity) => ReceiptWire.IsOne(activity);

    public Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var (receipts, reason) = ReceiptWire.Read(received.Body, options.Origin.Authority);
        if (receipts is null)
        {
            return Task.FromResult<ActivityOutcome>(new ActivityOutcome.Refused(reason!)); // one of the two is there
        }

        ReceiptTable.Keep(session, received.PeerHost, receipts, time.GetUtcNow());
        return Task.FromResult<ActivityOutcome>(new ActivityOutcome.Applied());
    }
}
