using Federation.Node.Campaigns;

namespace Federation.Node.Datasets.Open;

/// <summary>Whether a dataset may be opened to everybody: never before nobody can be taken out of it any more (docs/decisions/0051).</summary>
/// <param name="IsAgreed">True when those whose figures are in it were told before they agreed.</param>
/// <param name="KeptUntil">When what they gave is destroyed; null while that is not known.</param>
/// <param name="DestroyedAt">When it was; null when it was not yet, or somebody who withdrew just before is still being taken out.</param>
/// <param name="Pause">Why nothing of the campaign is published; null when nothing stands in the way.</param>
public sealed record OpenTerms(bool IsAgreed, DateTimeOffset? KeptUntil, DateTimeOffset? DestroyedAt, CampaignPause? Pause)
{
    /// <summary>Of what nobody agreed to open.</summary>
    public static OpenTerms None { get; } = new(false, null, null, null);
}
