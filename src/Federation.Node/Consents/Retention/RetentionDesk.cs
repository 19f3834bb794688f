using Federation.Node.Campaigns;
using Federation.Node.Hosting;
using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Consents.Retention;

/// <summary>
/// Destroys what was contributed to a campaign on the date that its notice told: every consent that still stands ends, and its key with it. Twice does no
/// harm, so a replica that dies in the middle leaves nothing but work for the next.
/// </summary>
internal sealed partial class RetentionDesk(
    ICampaigns campaigns, ConsentDesk consents, IEnumerable<IRetentionHold> holds, IDocumentStore store, TimeProvider time, ILogger<RetentionDesk> log) : BackgroundService
{
    // Two replicas at once: the second finds the consents ended.
    private const int Attempts = 5;

    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>Looks at every campaign whose date has come.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var campaign in (await campaigns.All(cancel)).Where(campaign => campaign.KeptUntil <= now))
        {
            await End(campaign, campaign.KeptUntil!.Value, cancel); // it is before now
        }
    }

    /// <summary>Campaigns that are closed, the date of each, and the record where it is done; the next date first.</summary>
    public async Task<IReadOnlyList<(CampaignCard Campaign, RetentionRun? Run)>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var runs = (await session.Query<RetentionRun>().ToListAsync(cancel)).ToDictionary(run => run.CampaignId);
        return [.. (await campaigns.All(cancel)).Where(campaign => campaign.KeptUntil is not null)
            .OrderBy(campaign => campaign.KeptUntil).Select(campaign => (campaign, runs.GetValueOrDefault(campaign.Id)))];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Every(Round, time, Run, e => Interrupted(log, e.Message), stoppingToken);

    private async Task End(CampaignCard campaign, DateTimeOffset due, CancellationToken cancel)
    {
        var standing = await consents.AllActive(campaign.Id, cancel);
        if (standing.Count == 0 && await consents.DestroyedAt(campaign.Id, cancel) is not null)
        {
            return;
        }

        if (await IRetentionHold.AnyNeeds(holds, campaign.Id, cancel))
        {
            return; // in the next round
        }

        var ended = 0; // by this replica
        foreach (var consent in standing)
        {
            ended += await consents.Expire(consent.ConsentId, cancel) ? 1 : 0;
        }

        if (await StreamConflict.Again(Attempts, () => Record(campaign.Id, ended, due, cancel)))
        {
            Destroyed(log, campaign.Id, ended);
        }
    }

    // False when another replica did it all.
    private async Task<bool> Record(Guid campaignId, int count, DateTimeOffset due, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<RetentionRun>(RetentionRun.IdOf(campaignId), cancel);
        if (stream.Aggregate is not null && count == 0)
        {
            return false;
        }

        stream.AppendOne(new ContributionsDestroyed(campaignId, count, due, time.GetUtcNow()));
        await session.SaveChangesAsync(cancel);
        return true;
    }

    [LoggerMessage(EventId = 3601, Level = LogLevel.Information, Message = "What was contributed to campaign {Campaign} is destroyed: its date had come. {Consents} consents ended")]
    private static partial void Destroyed(ILogger log, Guid campaign, int consents);

    [LoggerMessage(EventId = 3602, Level = LogLevel.Warning, Message = "The destruction of contributions whose date has come was interrupted and goes on in a minute: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
