using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Contributions;

/// <summary>Opens what is sealed, for the tables and for the member who gave it.</summary>
internal sealed class ContributionViews(IDocumentStore store, IConsents consents, ICampaigns campaigns, KeyVault vault) : IContributions
{
    /// <summary>Contributions that are opened with one question for their keys: few enough to be held beside the rows.</summary>
    private const int AtOnce = 1000;

    public Task<IReadOnlyList<ContributionRow>> Rows(Guid campaignId, CancellationToken cancel) =>
        RowsAsOf(campaignId, DateTimeOffset.MaxValue, cancel);

    public async Task<IReadOnlyList<ContributionRow>> RowsAsOf(Guid campaignId, DateTimeOffset at, CancellationToken cancel)
    {
        var active = (await consents.AllActive(campaignId, cancel)).Select(consent => consent.ConsentId).ToHashSet();
        if (await campaigns.Find(campaignId, cancel) is not { } campaign)
        {
            return [];
        }

        await using var session = store.QuerySession();
        var contributions = await session.Query<Contribution>().Where(contribution => contribution.CampaignId == campaignId).ToListAsync(cancel);
        var rows = new List<ContributionRow>();
        foreach (var some in contributions.Where(contribution => active.Contains(contribution.ConsentId)).OrderBy(contribution => contribution.Id).Chunk(AtOnce))
        {
            var current = await Current(some, campaign.Schema, at, cancel);
            rows.AddRange(some.Zip(current).SelectMany(pair => pair.Second.Select(row => new ContributionRow(pair.First.ConsentId, row.Dimensions, row.Measures))));
        }

        return rows;
    }

    /// <summary>What is held about one member, campaign by campaign.</summary>
    public async Task<IReadOnlyList<(CampaignCard Campaign, Contribution Contribution, IReadOnlyList<ContributedRow> Rows)>> Of(
        Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var held = new List<(CampaignCard, Contribution, IReadOnlyList<ContributedRow>)>();
        foreach (var contribution in await session.Query<Contribution>().Where(contribution => contribution.MemberId == memberId).ToListAsync(cancel))
        {
            if (await campaigns.Find(contribution.CampaignId, cancel) is { } campaign)
            {
                held.Add((campaign, contribution, (await Current([contribution], campaign.Schema, DateTimeOffset.MaxValue, cancel))[0]));
            }
        }

        return held;
    }

    // What holds of each contribution, in their order; their keys come with one question.
    private async Task<IReadOnlyList<IReadOnlyList<ContributedRow>>> Current(
        IReadOnlyList<Contribution> contributions, CampaignSchema schema, DateTimeOffset at, CancellationToken cancel)
    {
        var givings = contributions.Select(contribution => contribution.Givings.Where(giving => giving.At <= at).Select(giving => giving.Rows).ToList()).ToList();
        var opened = new Queue<Opened<ContributedRows>>(await vault.OpenAll([.. givings.SelectMany(boxes => boxes)], cancel));
        return [.. givings.Select(boxes => ContributionRules.Current(
            [.. boxes.Select(_ => opened.Dequeue()).Where(rows => !rows.IsErased).Select(rows => rows.Value)], schema))];
    }
}
