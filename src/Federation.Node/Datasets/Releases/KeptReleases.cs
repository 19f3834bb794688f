using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Datasets.Releases;

/// <summary>The descriptions of our releases, when a key of ours goes; also of those whose files were destroyed, for they are shown still.</summary>
internal sealed class KeptReleases(NodeOptions options) : IKeptDocuments
{
    public async Task Replace(IReadOnlyDictionary<string, JsonObject> signedAgain, IDocumentSession session, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var dataset in await session.Query<Dataset>().ToListAsync(cancel))
        {
            var again = dataset.Releases
                .Select(release => (release.Version, Document: signedAgain.GetValueOrDefault(ReleaseDocument.VersionUrl(options.Origin, dataset.Id, release.Version))))
                .Where(each => each.Document is not null)
                .Select(each => new ReleaseSignedAgain(dataset.Id, each.Version, SignedCopy.Text(each.Document!), now)).ToList(); // just looked
            if (again.Count > 0)
            {
                (await session.Events.FetchForWriting<Dataset>(dataset.Id, cancel)).AppendMany(again);
            }
        }
    }
}
