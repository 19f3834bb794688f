using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Releases;

namespace Federation.Node.Datasets.Tables;

/// <summary>Makes the table of a dataset from what is held now.</summary>
internal sealed class TableMaker(
    ICampaigns campaigns, ITemplates templates, IContributions contributions, MirrorShelf mirrors, ReleaseFiles files, GateParameters parameters)
{
    /// <summary>The table, or the reason why there is none.</summary>
    /// <param name="source">What it is made of.</param>
    /// <param name="asOf">Contributions given later stay out.</param>
    /// <param name="only">Contributions under other consents stay out too; null when all count. A correction changes by who left, not by who came.</param>
    /// <param name="without">Mirrored versions that were taken back a moment ago.</param>
    /// <param name="among">Mirrored versions in the table that is corrected; null for a new table. A correction takes no other dataset in.</param>
    /// <param name="corrected">The table that is corrected; null for a new one. What it hides stays hidden.</param>
    /// <param name="earlier">Versions that readers may have kept (<see cref="DatasetRules.ComparedWith"/>): it is compared with them.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<(MadeTable? Table, DatasetRefusal? Refusal)> Make(
        DatasetSource source, DateTimeOffset asOf, IReadOnlySet<Guid>? only, IReadOnlySet<string> without,
        IReadOnlyList<string>? among, TableFile? corrected, IReadOnlyList<Release> earlier, CancellationToken cancel) => source.CampaignId is { } campaign
            ? OfCampaign(campaign, asOf, only, corrected, earlier, cancel)
            : OfMirrors(source, asOf, without, among, corrected, earlier, cancel);

    private async Task<(MadeTable?, DatasetRefusal?)> OfCampaign(
        Guid campaignId, DateTimeOffset asOf, IReadOnlySet<Guid>? only, TableFile? corrected, IReadOnlyList<Release> earlier, CancellationToken cancel)
    {
        if (await campaigns.Find(campaignId, cancel) is not { } campaign)
        {
            return (null, new DatasetRefusal.NotFound());
        }

        var given = await contributions.RowsAsOf(campaignId, [asOf, .. earlier.Select(release => release.AsOf)], cancel);
        var rows = given[0].Under(only);
        var standing = new List<EarlierTable>();
        foreach (var (release, then) in earlier.Zip(given.Skip(1)))
        {
            var file = await Published(release, cancel);
            if (file is null && !release.IsErased)
            {
                return (null, new DatasetRefusal.BrokenVersion(release.Version));
            }

            standing.Add(new EarlierTable(file, then.Under(release.Consents.ToHashSet())));
        }

        try
        {
            // A correction is made all the same: what it corrects is taken back already.
            return CampaignTable.Of(campaign, rows, await parameters.Rule(campaign.MinimumGroup, cancel), corrected, standing) switch
            {
                null => (null, new DatasetRefusal.NothingGiven()),
                { IsChangedByFew: true } when corrected is null => (null, new DatasetRefusal.ChangedByFew(campaign.MinimumGroup)),
                { File: var table } => (new MadeTable(table, [.. rows.Consents.Order()], [], asOf), null),
            };
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return (null, new DatasetRefusal.TooLarge(e.Message));
        }
    }

    private async Task<(MadeTable?, DatasetRefusal?)> OfMirrors(
        DatasetSource source, DateTimeOffset asOf, IReadOnlySet<string> without, IReadOnlyList<string>? among, TableFile? corrected,
        IReadOnlyList<Release> earlier, CancellationToken cancel)
    {
        var versions = among is null
            ? await mirrors.SourcesOf(source.Template, without, cancel)
            : await mirrors.LeftOf(source.Template, among, without, cancel);
        var template = (await templates.Find(source.Template, cancel))?.Schema;
        var tables = new List<(MirroredSource Source, TableFile Table)>();
        foreach (var version in versions)
        {
            if (await files.Table(version.Host, version.Version.TableSha256, cancel) is not { } table)
            {
                return (null, new DatasetRefusal.BrokenMirror(version.Version.Url));
            }

            // Looked at when it came, unless the template came later. A correction adds up what was added up before.
            if (among is null && template is not null && TemplateForm.Refute(template, table) is { } unfit)
            {
                return (null, new DatasetRefusal.DoesNotFit(version.Version.Url, unfit));
            }

            tables.Add((version, table));
        }

        var (sums, refusal) = await Earlier(earlier, tables, cancel);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        try
        {
            List<TableFile> sources = [.. tables.Select(each => each.Table)];
            if (sources.Count == 0 || !RollUpTable.CanAdd(sources))
            {
                return (null, sources.Count == 0 ? new DatasetRefusal.NothingMirrored() : new DatasetRefusal.NotComparable());
            }

            // A correction is made all the same: what it corrects is taken back already.
            var (file, isChangedByFew) = RollUpTable.Of(source.Title, template, sources, source.MinimumGroup, corrected, sums);
            return isChangedByFew && corrected is null ? (null, new DatasetRefusal.SumChangedByFew(source.MinimumGroup))
                : (new MadeTable(file, [], [.. versions.Select(each => each.Version.Url).Order(StringComparer.Ordinal)], asOf), null);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return (null, new DatasetRefusal.TooLarge(e.Message));
        }
    }

    // Of a version that was taken back another may have the same file still.
    private async Task<TableFile?> Published(Release release, CancellationToken cancel) =>
        release.IsErased ? null : await files.Table(ReleaseFiles.Ours, release.TableSha256, cancel);

    // Versions of the roll-up that readers may have kept, with what their sources published then and now.
    private async Task<(List<EarlierSum> Sums, DatasetRefusal? Refusal)> Earlier(
        IReadOnlyList<Release> earlier, IReadOnlyList<(MirroredSource Source, TableFile Table)> now, CancellationToken cancel)
    {
        var sums = new List<EarlierSum>();
        foreach (var release in earlier)
        {
            var file = await Published(release, cancel);
            if (file is null && !release.IsErased)
            {
                return ([], new DatasetRefusal.BrokenVersion(release.Version));
            }

            var revised = new List<(TableFile, TableFile)>();
            foreach (var before in await mirrors.Among(release.Sources, cancel))
            {
                if (now.FirstOrDefault(each => each.Source.Dataset == before.Dataset && each.Source.Version.Url != before.Version.Url) is not { Table: { } after })
                {
                    continue;
                }

                if (await files.Table(before.Host, before.Version.TableSha256, cancel) is not { } table)
                {
                    return ([], new DatasetRefusal.BrokenMirror(before.Version.Url));
                }

                revised.Add((table, after));
            }

            sums.Add(new EarlierSum(file, revised));
        }

        return (sums, null);
    }
}
