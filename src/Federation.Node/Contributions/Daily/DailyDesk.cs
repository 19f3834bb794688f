using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Contributions.Daily;

/// <summary>Adds the days of weeks that are over up to one giving, and shows members their own days and weeks.</summary>
internal sealed class DailyDesk(
    IDocumentStore store, DayAnswers answers, ContributionViews views, ICampaigns campaigns, IConsents consents, IPublishedMeans published, KeyVault vault, TimeProvider time)
{
    // Two replicas at once: the second finds no days any more.
    private const int Attempts = 5;

    /// <summary>What a member reads of their own: the days held, and the weeks kept already.</summary>
    public async Task<OwnDays> Of(CampaignCard campaign, ActiveConsent consent, CancellationToken cancel)
    {
        var kept = await Kept(campaign, consent, cancel);
        return new(campaign, DailyRules.Today(time), await answers.Of(consent.ConsentId, cancel), kept, await published.Of(campaign.Id, cancel));
    }

    /// <summary>The same of each campaign that asks a member day by day, under a consent that is active.</summary>
    public async Task<IReadOnlyList<OwnDays>> Of(Guid memberId, CancellationToken cancel)
    {
        var own = new List<OwnDays>();
        foreach (var campaign in (await campaigns.All(cancel)).Where(campaign => campaign.Schema.AsksDaily))
        {
            if (await consents.Active(campaign.Id, memberId, cancel) is { } consent)
            {
                own.Add(await Of(campaign, consent, cancel));
            }
        }

        return own;
    }

    /// <summary>Keeps the answers of a day, unless its week was added up before the node's clock was set back: of its other days nothing is left.</summary>
    /// <exception cref="SubjectErasedException">The consent was withdrawn meanwhile.</exception>
    public async Task<ContributionRefusal?> Keep(CampaignCard campaign, ActiveConsent consent, DateOnly day, ContributedRow row, CancellationToken cancel)
    {
        if ((await AddedUp(campaign, consent, cancel)).Contains(DailyRules.WeekOf(day)))
        {
            return new DailyRefusal.WeekAddedUp(DailyRules.WeekOf(day));
        }

        await answers.Keep(consent.ConsentId, campaign.Id, day, row, cancel);
        return null;
    }

    /// <summary>Keeps the sums of those weeks that no answer can come to any more, and destroys their days in the same transaction.</summary>
    /// <returns>How many weeks.</returns>
    public Task<int> AddUp(CampaignCard campaign, ActiveConsent consent, CancellationToken cancel) => StreamConflict.Again(Attempts, async () =>
    {
        var today = DailyRules.Today(time);
        var id = Contribution.IdOf(consent.ConsentId);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Contribution>(id, cancel);
        // Read after the stream: who took them away meanwhile has changed it, and this begins again.
        var over = (await answers.Of(consent.ConsentId, cancel)).Where(day => DailyRules.IsOver(DailyRules.WeekOf(day.Key), today)).ToList();
        if (over.Count == 0)
        {
            return 0;
        }

        var before = await AddedUp(campaign, consent, cancel);
        var weeks = DailyRules.Weeks(DailyQuestions.In(campaign.Schema)!, over.Where(day => !before.Contains(DailyRules.WeekOf(day.Key)))); // it asks daily: there are days
        if (weeks.Count > 0)
        {
            var box = await vault.Seal(new SubjectId(consent.ConsentId), new ContributedRows(weeks), cancel);
            ContributionDesk.Append(session, stream, new(consent.ConsentId, consent.CampaignId, consent.MemberId, box, "daily", time.GetUtcNow()));
        }

        session.QueueSqlCommand(DayAnswers.TakeAway, consent.ConsentId, DailyRules.WeekOf(over.Max(day => day.Key)));
        await session.SaveChangesAsync(cancel);
        return weeks.Count;
    });

    private async Task<IReadOnlyList<ContributedRow>> Kept(CampaignCard campaign, ActiveConsent consent, CancellationToken cancel) =>
        ContributionRules.Current((await views.Givings(campaign.Id, consent.MemberId, cancel)).Select(giving => giving.Rows), campaign.Schema);

    // Sums of weeks come no other way.
    private async Task<IReadOnlySet<string>> AddedUp(CampaignCard campaign, ActiveConsent consent, CancellationToken cancel) =>
        (await Kept(campaign, consent, cancel)).Select(week => week.Dimensions[DailyQuestions.In(campaign.Schema)!.Week.Name]).ToHashSet(); // it asks daily
}
