using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>
/// Campaigns whose snapshots are older than what they must say are made again from their own events: when they were closed, so that the months count that members were
/// told, and when they were assessed.
/// </summary>
internal sealed class OlderSnapshots(IDocumentStore store) : IStartStep
{
    public async Task Run(CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        foreach (var old in await session.Query<Campaign>().Where(campaign =>
            (campaign.State == CampaignState.Closed && campaign.ClosedAt == null) || (campaign.State != CampaignState.Draft && campaign.AssessedAt == null)).ToListAsync(cancel))
        {
            session.Store((await session.Events.AggregateStreamAsync<Campaign>(old.Id, token: cancel))!); // it has events
        }

        await session.SaveChangesAsync(cancel);
    }
}
