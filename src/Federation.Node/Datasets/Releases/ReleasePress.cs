using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Tables;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Datasets.Releases;

/// <summary>Makes a table a release: files kept, description signed, event, announcement, all in the caller's session.</summary>
internal sealed class ReleasePress(INodeIdentity identity, IActivities activities, IFollowers followers, MirrorShelf mirrors, NodeOptions options)
{
    /// <summary>The catalogue that peers follow.</summary>
    public const string Catalogue = "statistics";

    /// <summary>Queues a release; returns its event, for the dataset's stream.</summary>
    public async Task<ReleaseSigned> Print(IDocumentSession session, Dataset dataset, MadeTable made, SignOff signOff, DateTimeOffset now, CancellationToken cancel)
    {
        var version = dataset.Releases.Count + 1;
        var (table, csv) = (made.File.Bytes(), TableCsv.Of(made.File));
        var tableSha256 = ReleaseFiles.Keep(session, ReleaseFiles.Ours, dataset.Id, MediaTypes.Table, table, now);
        var csvSha256 = ReleaseFiles.Keep(session, ReleaseFiles.Ours, dataset.Id, MediaTypes.Csv, csv, now);
        var catalogue = identity.ActorOf(Catalogue);
        IReadOnlyList<SourceChange> changed = dataset is { Source.IsRollUp: true, Releases: [.., var before] }
            ? SourceChange.Between(before.Sources, made.Sources, await mirrors.All(cancel)) : [];
        var described = ReleaseDocument.Describe(
            options.Origin, catalogue, dataset.Id, version, dataset.Source, made.File,
            [(MediaTypes.Table, tableSha256, table.Length), (MediaTypes.Csv, csvSha256, csv.Length)], made.Sources,
            signOff.IsCorrection ? "Corrected: what was withdrawn is no longer in it." : null, now, changed);
        var signed = identity.SignObject(described);
        activities.Publish(
            session, ReleaseDocument.Announce(options.Origin, catalogue, dataset.Id, version, signed, dataset.Source.Title.En, now),
            new Audience.Followers(Catalogue), about: ReleaseDocument.DatasetUrl(options.Origin, dataset.Id));
        return new ReleaseSigned(
            dataset.Id, version, SignedCopy.Text(signed), tableSha256, csvSha256, made.Consents, made.Sources, made.AsOf,
            await followers.HostsOf(Catalogue, cancel), signOff.ProposedBy, signOff.By, signOff.IsCorrection, now);
    }
}

/// <summary>Who answers for a release.</summary>
/// <param name="ProposedBy">The officer.</param>
/// <param name="By">The steward.</param>
/// <param name="IsCorrection">True when the node itself corrects what these two once published.</param>
internal sealed record SignOff(Guid ProposedBy, Guid By, bool IsCorrection);
