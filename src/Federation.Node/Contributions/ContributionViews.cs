using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Contributions;

/// <summary>Opens what is sealed, for the tables and for the member who gave it.</summary>
internal sealed class ContributionViews(IDocumentStore store, IConsents consents, ICampaigns campaigns, KeyVault vault) : IContributions
{
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
        foreach (var contribution in contributions.Where(contribution => active.Contains(contribution.ConsentId)).OrderBy(contribution => contribution.Id))
        {
            rows.AddRange((await Current(contribution, campaign.Schema, at, cancel))
                .Select(row => new ContributionRow(contribution.ConsentId, row.Dimensions, row.Measures)));
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
                held.Add((campaign, contribution, await Current(contribution, campaign.Schema, DateTimeOffset.MaxValue, cancel)));
            }
        }

        return held;
    }

    private async Task<IReadOnlyList<ContributedRow>> Current(
        Contribution contribution, CampaignSchema schema, DateTimeOffset at, CancellationToken cancel)
    {
        var givings = new List<ContributedRows>();
        foreach (var giving in contribution.Givings.Where(giving => giving.At <= at))
        {
            if (await vault.Open(giving.Rows, cancel) is { IsErased: false } opened)
            {
                givings.Add(opened.Value);
            }
        }

        return ContributionRules.Current(givings, schema);
    }
}
