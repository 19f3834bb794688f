using Marten;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>All assessments of a campaign, from its history: none is overwritten.</summary>
internal sealed class AssessmentHistory(IDocumentStore store)
{
    /// <summary>The newest first; empty when it was never assessed.</summary>
    public async Task<IReadOnlyList<PastAssessment>> Of(Guid campaignId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var all = (await session.Events.FetchStreamAsync(campaignId, token: cancel)).Select(each => each.Data).OfType<CampaignAssessed>().ToList();
        return [.. all.Select((assessed, index) => new PastAssessment(index + 1, assessed, index == 0 ? null : all[index - 1].Scores)).Reverse()];
    }
}
