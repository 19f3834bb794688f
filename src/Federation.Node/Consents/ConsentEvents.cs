namespace Federation.Node.Consents;

/// <summary>A member agreed to a campaign's notice.</summary>
/// <param name="ConsentId">The consent; also the id of its key.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="MemberId">The member.</param>
/// <param name="Generation">0 for the first consent of this member to this campaign, 1 after a withdrawal, and so on.</param>
/// <param name="Language">Language of the notice they read.</param>
/// <param name="NoticeSha256">Hash of that notice.</param>
/// <param name="At">When.</param>
public sealed record ConsentGiven(
    Guid ConsentId, Guid CampaignId, Guid MemberId, int Generation, string Language, string NoticeSha256, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "consent.given.v1";
}

/// <summary>A member said no.</summary>
public sealed record ConsentRefused(
    Guid ConsentId, Guid CampaignId, Guid MemberId, int Generation, string Language, string NoticeSha256, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "consent.refused.v1";
}

/// <summary>A member took the consent back; what was sealed under it can no longer be read by anybody.</summary>
public sealed record ConsentWithdrawn(Guid ConsentId, Guid CampaignId, Guid MemberId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "consent.withdrawn.v1";
}

/// <summary>The date came until which what was given under a consent is kept; it can no longer be read by anybody.</summary>
public sealed record ConsentExpired(Guid ConsentId, Guid CampaignId, Guid MemberId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "consent.expired.v1";
}
