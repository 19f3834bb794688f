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

    public async Task<ContributionRows> Rows(Guid campaignId, CancellationToken cancel) =>
        (await RowsAsOf(campaignId, [DateTimeOffset.MaxValue], cancel))[0];

    public async Task<IReadOnlyList<ContributionRows>> RowsAsOf(Guid campaignId, IReadOnlyList<DateTimeOffset> moments, CancellationToken cancel)
    {
        var active = await consents.AllActiveIds(campaignId, cancel);
        if (await campaigns.Find(campaignId, cancel) is not { } campaign)
        {
            return [.. moments.Select(_ => new ContributionRows(new TableRule([], [])))];
        }

        var rows = moments.Select(_ => new ContributionRows(campaign.Schema.Table)).ToList();
        var counted = new CountedRows(campaign.Schema);
        await using var session = store.QuerySession();
        var contributions = await session.Query<Contribution>().Where(contribution => contribution.CampaignId == campaignId).ToListAsync(cancel);
        foreach (var some in contributions.Where(contribution => active.Contains(contribution.ConsentId)).OrderBy(contribution => contribution.Id).Chunk(AtOnce))
        {
            foreach (var (contribution, given) in some.Zip(await Open(some, cancel)))
            {
                for (var m = 0; m < moments.Count; m++)
                {
                    var held = ContributionRules.Current(given.Where(giving => giving.At <= moments[m]).Select(giving => giving.Rows), campaign.Schema);
                    foreach (var row in counted.Of(held))
                    {
                        rows[m].Add(contribution.ConsentId, row.Dimensions, row.Measures);
                    }
                }
            }
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
                var given = (await Open([contribution], cancel))[0];
                held.Add((campaign, contribution, ContributionRules.Current(given.Select(giving => giving.Rows), campaign.Schema)));
            }
        }

        return held;
    }

    /// <summary>What a member gave to a campaign, in its order, as far as it can still be read.</summary>
    public async Task<IReadOnlyList<OpenGiving>> Givings(Guid campaignId, Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var contributions = await session.Query<Contribution>().Where(contribution => contribution.CampaignId == campaignId && contribution.MemberId == memberId).ToListAsync(cancel);
        return [.. (await Open(contributions, cancel)).SelectMany(given => given).OrderBy(giving => giving.At)];
    }

    // What was given of each contribution, in their order, without what was erased; the keys come with one question.
    private async Task<IReadOnlyList<IReadOnlyList<OpenGiving>>> Open(IReadOnlyList<Contribution> contributions, CancellationToken cancel)
    {
        var opened = new Queue<Opened<ContributedRows>>(await vault.OpenAll([.. contributions.SelectMany(contribution => contribution.Givings.Select(giving => giving.Rows))], cancel));
        return [.. contributions.Select(contribution => contribution.Givings.Select(giving => (giving, Rows: opened.Dequeue()))
            .Where(each => !each.Rows.IsErased).Select(each => new OpenGiving(each.giving.At, each.giving.Source, each.Rows.Value)).ToList())];
    }
}

/// <summary>One giving, in the clear inside the process only.</summary>
/// <param name="At">When.</param>
/// <param name="Source">How it came: see <see cref="ContributionGiven"/>.</param>
/// <param name="Rows">What it holds.</param>
internal sealed record OpenGiving(DateTimeOffset At, string Source, ContributedRows Rows);
