namespace Federation.Node.Consents;

/// <summary>What other rooms may ask of consents.</summary>
public interface IConsents
{
    /// <summary>A member's active consent to a campaign, or null.</summary>
    Task<ActiveConsent?> Active(Guid campaignId, Guid memberId, CancellationToken cancel);

    /// <summary>All active consents to a campaign.</summary>
    Task<IReadOnlyList<ActiveConsent>> AllActive(Guid campaignId, CancellationToken cancel);

    /// <summary>The same, their ids alone: tens of thousands are asked for at once.</summary>
    Task<IReadOnlySet<Guid>> AllActiveIds(Guid campaignId, CancellationToken cancel);

    /// <summary>When everything that was contributed to a campaign was destroyed because its date had come; null when it was not yet.</summary>
    Task<DateTimeOffset?> DestroyedAt(Guid campaignId, CancellationToken cancel);

    /// <summary>Every consent a member ever gave or refused.</summary>
    Task<IReadOnlyList<Consent>> Of(Guid memberId, CancellationToken cancel);
}

/// <summary>A consent that permits processing now.</summary>
public sealed record ActiveConsent(Guid ConsentId, Guid CampaignId, Guid MemberId);
