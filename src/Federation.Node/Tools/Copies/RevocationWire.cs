using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Tools.Releases;
using Federation.Protocol.Activities;
using Marten;

namespace Federation.Node.Tools.Copies;

/// <summary>
/// A publisher revokes a version: flagged here in the transaction that receives it, whether or not the catalogue is still followed, and
/// remembered if it comes before the version itself.
/// </summary>
internal sealed class RevocationWire : IActivityHandler
{
    private const string NoReason = "The publisher gives no reason.";

    public bool Handles(JsonObject activity) => ToolDocument.IsRevocation(activity);

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var tombstone = received.Body["object"]!.AsObject(); // IsRevocation looked
        var url = ActivityShape.Id(tombstone);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Authority != received.PeerHost || !uri.AbsolutePath.StartsWith("/tools/", StringComparison.Ordinal)
            || ActivityShape.Text(tombstone, ToolDocument.Term) != ToolDocument.SoftwareId(url))
        {
            return new ActivityOutcome.Refused("What is revoked is not a tool on its publisher's host.");
        }

        if (ActivityShape.Text(tombstone, "attributedTo") != received.Actor.AbsoluteUri || received.Actor.AbsolutePath != "/catalogues/" + ToolPress.Catalogue)
        {
            return new ActivityOutcome.Refused("Only its publisher's catalogue of tools may revoke a tool.");
        }

        var id = ToolCopy.IdOf(url);
        var stream = await session.Events.FetchForWriting<ToolCopy>(id, cancel);
        var decision = ToolCopyRules.Revoke(stream.Aggregate, new ToolCopyRevoked(
            id, received.PeerHost, url, Reason(tombstone), SignedCopy.Text(received.Body), received.ReceivedAt));
        if (decision.Events.Count > 0 && stream.Aggregate is null)
        {
            session.Events.StartStream<ToolCopy>(id, decision.Events);
        }
        else
        {
            stream.AppendMany(decision.Events);
        }

        return new ActivityOutcome.Applied();
    }

    private static string Reason(JsonObject tombstone) =>
        ActivityShape.Text(tombstone, "un:reason") is { } reason && !string.IsNullOrWhiteSpace(reason)
            ? reason[..Math.Min(reason.Length, ToolLimits.LongestText)]
            : NoReason;
}
