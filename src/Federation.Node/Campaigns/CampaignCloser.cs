using Federation.Node.Hosting;
using Federation.Node.Hosting.Database;

namespace Federation.Node.Campaigns;

/// <summary>Closes campaigns that nobody closed when they have been open as long as one may be; two replicas at once do no harm.</summary>
internal sealed partial class CampaignCloser(CampaignDesk campaigns, TimeProvider time, ILogger<CampaignCloser> log) : BackgroundService
{
    // Two replicas at once: the second finds it closed.
    private const int Attempts = 5;

    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>Looks at every open campaign.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var campaign in (await campaigns.All(cancel)).Where(campaign => campaign.ClosesAt <= now))
        {
            await StreamConflict.Again(Attempts, () => campaigns.Decide(campaign.Id, (then, at, _) => CampaignRules.CloseOnItsDay(then, at), cancel));
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Every(Round, time, Run, e => Interrupted(log, e.Message), stoppingToken);

    [LoggerMessage(EventId = 3611, Level = LogLevel.Warning, Message = "Campaigns whose day has come are closed a minute later: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
