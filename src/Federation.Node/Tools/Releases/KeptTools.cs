using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Tools.Releases;

/// <summary>The descriptions and tombstones of our tools, when a key of ours goes.</summary>
internal sealed class KeptTools(NodeOptions options) : IKeptDocuments
{
    public async Task Replace(IReadOnlyDictionary<string, JsonObject> signedAgain, IDocumentSession session, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var tool in await session.Query<Tool>().ToListAsync(cancel))
        {
            var url = ToolDocument.VersionUrl(options.Origin, tool.Manifest);
            var (description, tombstone) = (signedAgain.GetValueOrDefault(ToolDocument.SoftwareId(url)), signedAgain.GetValueOrDefault(url));
            if (tool.Document is { } document && (description ?? tombstone) is not null)
            {
                (await session.Events.FetchForWriting<Tool>(tool.Id, cancel)).AppendOne(new ToolSignedAgain(
                    tool.Id, description is null ? document : SignedCopy.Text(description), tombstone is null ? tool.Tombstone : SignedCopy.Text(tombstone), now));
            }
        }
    }
}
