using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Releases;

namespace Federation.Node.Datasets.Tables;

/// <summary>Makes the table of a dataset from what is held now.</summary>
internal sealed class TableMaker(ICampaigns campaigns, IContributions contributions, MirrorShelf mirrors, ReleaseFiles files, GateParameters parameters)
{
    /// <summary>The table, or the reason why there is none.</summary>
    /// <param name="source">What it is made of.</param>
    /// <param name="asOf">Contributions given later stay out.</param>
    /// <param name="only">Contributions under other consents stay out too; null when all count. A correction changes by who left, not by who came.</param>
    /// <param name="without">Mirrored versions that were taken back a moment ago.</param>
    /// <param name="among">Mirrored versions in the table that is corrected; null for a new table. A correction takes no other dataset in.</param>
    /// <param name="corrected">The table that is corrected; null for a new one. What it hides stays hidden.</param>
    /// <param name="earlier">Versions that stand beside it: a campaign's table is compared with them.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<(MadeTable? Table, DatasetRefusal? Refusal)> Make(
        DatasetSource source, DateTimeOffset asOf, IReadOnlySet<Guid>? only, IReadOnlySet<string> without,
        IReadOnlyList<string>? among, TableFile? corrected, IReadOnlyList<Release> earlier, CancellationToken cancel) => source.CampaignId is { } campaign
            ? OfCampaign(campaign, asOf, only, corrected, earlier, cancel)
            : OfMirrors(source, asOf, without, among, corrected, cancel);

    private async Task<(MadeTable?, DatasetRefusal?)> OfCampaign(
        Guid campaignId, DateTimeOffset asOf, IReadOnlySet<Guid>? only, TableFile? corrected, IReadOnlyList<Release> earlier, CancellationToken cancel)
    {
        if (await campaigns.Find(campaignId, cancel) is not { } campaign)
        {
            return (null, new DatasetRefusal.NotFound());
        }

        var given = await contributions.RowsAsOf(campaignId, [asOf, .. earlier.Select(release => release.AsOf)], cancel);
        var rows = given[0].Where(row => only?.Contains(row.ConsentId) != false).ToList();
        var standing = new List<EarlierTable>();
        foreach (var (release, then) in earlier.Zip(given.Skip(1)))
        {
            if (await files.Table(ReleaseFiles.Ours, release.TableSha256, cancel) is not { } file)
            {
                return (null, new DatasetRefusal.BrokenVersion(release.Version));
            }

            standing.Add(new EarlierTable(file, [.. then.Where(row => release.Consents.Contains(row.ConsentId))]));
        }

        try
        {
            // A correction is made all the same: what it corrects is taken back already.
            return CampaignTable.Of(campaign, rows, await parameters.Rule(campaign.MinimumGroup, cancel), corrected, standing) switch
            {
                null => (null, new DatasetRefusal.NothingGiven()),
                { IsChangedByFew: true } when corrected is null => (null, new DatasetRefusal.ChangedByFew(campaign.MinimumGroup)),
                { File: var table } => (new MadeTable(table, [.. rows.Select(row => row.ConsentId).Distinct().Order()], [], asOf), null),
            };
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return (null, new DatasetRefusal.TooLarge(e.Message));
        }
    }

    private async Task<(MadeTable?, DatasetRefusal?)> OfMirrors(
        DatasetSource source, DateTimeOffset asOf, IReadOnlySet<string> without, IReadOnlyList<string>? among, TableFile? corrected,
        CancellationToken cancel)
    {
        var versions = among is null
            ? await mirrors.SourcesOf(source.Template, without, cancel)
            : await mirrors.LeftOf(source.Template, among, without, cancel);
        var tables = new List<TableFile>();
        foreach (var (host, version) in versions)
        {
            if (await files.Table(host, version.TableSha256, cancel) is not { } table)
            {
                return (null, new DatasetRefusal.BrokenMirror(version.Url));
            }

            tables.Add(table);
        }

        try
        {
            return tables.Count == 0 ? (null, new DatasetRefusal.NothingMirrored())
                : !RollUpTable.CanAdd(tables) ? (null, new DatasetRefusal.NotComparable())
                : (new MadeTable(RollUpTable.Of(source.Title, tables, source.MinimumGroup, corrected), [],
                    [.. versions.Select(each => each.Version.Url).Order(StringComparer.Ordinal)], asOf), null);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return (null, new DatasetRefusal.TooLarge(e.Message));
        }
    }
}
