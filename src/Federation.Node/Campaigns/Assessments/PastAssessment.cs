namespace Federation.Node.Campaigns.Assessments;

/// <summary>One assessment of a campaign, beside the one before it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Assessed">What was answered, by whom, when, and what the node knew of itself.</param>
/// <param name="Before">The scores of the one before; null: it is the first.</param>
public sealed record PastAssessment(int Number, CampaignAssessed Assessed, IReadOnlyDictionary<string, int>? Before)
{
    /// <summary>The score of a sub-section, 0 to 4.</summary>
    public int Score(string section) => Assessed.Scores.GetValueOrDefault(section);

    /// <summary>By how much a sub-section's score changed since the one before; null: there is none.</summary>
    public int? Change(string section) => Before is null ? null : Score(section) - Before.GetValueOrDefault(section);
}
