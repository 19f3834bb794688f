using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Tools.Releases;

/// <summary>Signs versions and revocations and announces them, in the caller's session: whoever follows hears of it within a delivery.</summary>
internal sealed class ToolPress(INodeIdentity identity, IActivities activities, NodeOptions options)
{
    /// <summary>The catalogue that peers follow.</summary>
    public const string Catalogue = "tools";

    /// <summary>Queues a release; returns its event.</summary>
    public ToolPublished Publish(IDocumentSession session, Tool tool, Guid by, DateTimeOffset now)
    {
        var signed = identity.SignObject(ToolDocument.Describe(options.Origin, identity.ActorOf(Catalogue), tool.Manifest, tool.Archive, now));
        activities.Publish(session, ToolDocument.Announce(options.Origin, tool.Manifest, signed), new Audience.Followers(Catalogue));
        return new ToolPublished(tool.Id, SignedCopy.Text(signed), by, now);
    }

    /// <summary>Queues a revocation; returns its event.</summary>
    public ToolRevoked Revoke(IDocumentSession session, Tool tool, string reason, Guid by, DateTimeOffset now)
    {
        var tombstone = identity.SignObject(ToolDocument.Tombstone(options.Origin, identity.ActorOf(Catalogue), tool.Manifest, reason, now));
        activities.Publish(session, ToolDocument.Revoke(tombstone), new Audience.Followers(Catalogue));
        return new ToolRevoked(tool.Id, reason, SignedCopy.Text(tombstone), by, now);
    }
}
