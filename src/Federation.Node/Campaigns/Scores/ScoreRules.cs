using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Scores;

/// <summary>Decisions about telling a federation a campaign's scores: its officer's alone, and theirs to take back.</summary>
internal static class ScoreRules
{
    /// <summary>Tells a federation the scores as they are, and whenever they change, until it is taken back.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="host">The federation.</param>
    /// <param name="federations">Those of which this node is an affiliate now.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">When.</param>
    public static Decision Share(Campaign campaign, string host, IReadOnlyList<string> federations, Guid by, DateTimeOffset now) =>
        campaign.OfficerId != by ? Decision.Refuse(new CampaignRefusal.NotYours())
        : campaign.ScoresSharedWith.Contains(host) ? Decision.Nothing
        : campaign.AssessedAt is null ? Decision.Refuse(new CampaignRefusal.NotAssessed(Assessment.Sections[0].Name))
        : !federations.Contains(host) ? Decision.Refuse(new CampaignRefusal.NotOurFederation())
        : Decision.Of(new ScoresShared(campaign.Id, host, by, now));

    /// <summary>Takes them back, whatever became of the federation since.</summary>
    public static Decision TakeBack(Campaign campaign, string host, Guid by, DateTimeOffset now) =>
        campaign.OfficerId != by ? Decision.Refuse(new CampaignRefusal.NotYours())
        : !campaign.ScoresSharedWith.Contains(host) ? Decision.Nothing
        : Decision.Of(new ScoresTakenBack(campaign.Id, host, by, now));
}
