using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Hosting;
using Federation.Storage.Keys;

namespace Federation.Node.Contributions.Daily;

/// <summary>
/// Adds up the weeks that are over, of campaigns that are closed meanwhile too, and removes the days of consents that have ended: their key is gone already.
/// Twice does no harm, so a replica that dies in the middle leaves nothing but work for the next.
/// </summary>
internal sealed partial class DailyRound(DayAnswers answers, DailyDesk desk, ICampaigns campaigns, IConsents consents, TimeProvider time, ILogger<DailyRound> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    /// <summary>Looks at everybody of whom days are held.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var today = DailyRules.Today(time);
        foreach (var held in (await answers.Held(cancel)).GroupBy(each => each.CampaignId)) // before the consents are asked for: one that is given meanwhile is not taken for ended
        {
            var active = (await consents.AllActive(held.Key, cancel)).ToDictionary(consent => consent.ConsentId);
            var campaign = await campaigns.Find(held.Key, cancel);
            foreach (var (consentId, _, first) in held)
            {
                if (!active.TryGetValue(consentId, out var consent))
                {
                    await answers.Remove(consentId, cancel);
                }
                else if (campaign is not null && DailyRules.IsOver(first, today))
                {
                    await AddUp(campaign, consent, cancel);
                }
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Every(Round, time, Run, e => Interrupted(log, e.Message), stoppingToken);

    private async Task AddUp(CampaignCard campaign, ActiveConsent consent, CancellationToken cancel)
    {
        try
        {
            await desk.AddUp(campaign, consent, cancel);
        }
        catch (SubjectErasedException)
        {
            await answers.Remove(consent.ConsentId, cancel); // withdrawn a moment ago
        }
        catch (BrokenSealException e)
        {
            Interrupted(log, e.Message); // of one: the others are added up all the same
        }
    }

    [LoggerMessage(EventId = 3701, Level = LogLevel.Warning, Message = "Adding up the weeks of daily answers was interrupted and goes on in an hour: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
