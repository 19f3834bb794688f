using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>Campaigns that were closed before their snapshots said when are told so by their own events: from then on the months count that members were told.</summary>
internal sealed class ClosedCampaigns(IDocumentStore store) : IStartStep
{
    public async Task Run(CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        foreach (var old in await session.Query<Campaign>().Where(campaign => campaign.State == CampaignState.Closed && campaign.ClosedAt == null).ToListAsync(cancel))
        {
            session.Store((await session.Events.AggregateStreamAsync<Campaign>(old.Id, token: cancel))!); // it was closed: it has events
        }

        await session.SaveChangesAsync(cancel);
    }
}
