namespace Federation.Node.Campaigns.Scores;

/// <summary>
/// What an affiliate told this federation of one campaign. A row and no event, so that what is taken back is gone; only that it was, and when, stays, so that nothing
/// older brings it back.
/// </summary>
/// <param name="Id">URL of the scores, on the affiliate's host.</param>
/// <param name="Host">The affiliate.</param>
/// <param name="Template">The template that the campaign was made by; null: it is not said.</param>
/// <param name="Scores">By sub-section, 0 to 4; empty once they are taken back.</param>
/// <param name="AssessedAt">When the affiliate assessed it.</param>
/// <param name="SaidAt">When the affiliate said this.</param>
/// <param name="IsTakenBack">The affiliate does not share them any more.</param>
internal sealed record AffiliateScores(
    string Id, string Host, string? Template, IReadOnlyDictionary<string, int> Scores, DateTimeOffset AssessedAt, DateTimeOffset SaidAt, bool IsTakenBack)
{
    /// <summary>Whether this says something later than what is held; taking back beats what was said in the same moment.</summary>
    public bool Replaces(AffiliateScores? held) => held is null || SaidAt > held.SaidAt || (SaidAt == held.SaidAt && IsTakenBack);
}
