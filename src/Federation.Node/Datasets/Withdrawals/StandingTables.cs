using Federation.Node.Consents;
using Federation.Node.Datasets.Releases;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>
/// Where figures stand for good: published tables of a consent that ended on its date. What others gave is destroyed too, so no table can be made
/// again without one person, and nobody is asked to erase it (docs/decisions/0036).
/// </summary>
internal sealed class StandingTables(DatasetDesk desk, ReleaseFiles files, NodeOptions options)
{
    /// <summary>Those in which a consent's figures are; none while it stands, or when it was withdrawn.</summary>
    public async Task<IReadOnlyList<StandingTable>> Of(Consent consent, CancellationToken cancel)
    {
        if (consent.State != ConsentState.Expired)
        {
            return [];
        }

        var tables = new List<StandingTable>();
        var standing = (await desk.AllOfCampaign(consent.CampaignId, cancel)).SelectMany(dataset => dataset.Releases.Select(release => (dataset, release)));
        foreach (var (dataset, release) in standing.Where(each => !each.release.IsErased && each.release.Consents.Contains(consent.Id)))
        {
            tables.Add(new StandingTable(
                dataset.Id, ReleaseDocument.VersionUrl(options.Origin, dataset.Id, release.Version), [options.Origin.Authority, .. await files.HoldersOf(release, cancel)],
                dataset.Source.MinimumGroup, consent.Steps[^1].At));
        }

        return tables;
    }
}

/// <summary>A published table that stands.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Version">URL of the version.</param>
/// <param name="Holders">Hosts that may hold it; this node is the first.</param>
/// <param name="MinimumGroup">Fewest persons behind a figure of it.</param>
/// <param name="Since">When what was given was destroyed, and only totals were left.</param>
public sealed record StandingTable(Guid DatasetId, string Version, IReadOnlyList<string> Holders, int MinimumGroup, DateTimeOffset Since);
