using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>
/// Why nothing new is agreed to, given or published in a campaign: it was assessed again, too low where it counts. Withdrawing, correcting and destroying go on.
/// </summary>
/// <param name="Section">The sub-section, as people read it.</param>
/// <param name="Score">What it was assessed at, of 4.</param>
public sealed record CampaignPause(Text Section, int Score)
{
    /// <summary>Says so.</summary>
    public Text Sentence => new(
        $"This campaign takes and publishes nothing new: “{Section.En}” was assessed at {Score} of 4, and must reach {CampaignRules.LeastScore}. Withdrawing is always possible.",
        $"Cette campagne ne recueille et ne publie rien de nouveau : « {Section.Fr} » a été évalué à {Score} sur 4, et doit atteindre {CampaignRules.LeastScore}. Se retirer reste toujours possible.",
        $"Esta campaña no recoge ni publica nada nuevo: «{Section.Es}» se evaluó en {Score} de 4 y debe llegar a {CampaignRules.LeastScore}. Retirarse es siempre posible.");

    /// <summary>The pause of a campaign; null: there is none.</summary>
    internal static CampaignPause? Of(Campaign campaign) =>
        campaign.State is CampaignState.Open or CampaignState.Closed && CampaignRules.TooLow(campaign.Scores) is { } low
            ? new(Assessment.Sections.Single(section => section.Name == low).Title, campaign.Scores[low])
            : null;
}
