namespace Federation.Node.Consents.Retention;

/// <summary>What was contributed to a campaign was destroyed because its date had come, and every consent that still stood has ended. Stream: <see cref="RetentionRun.IdOf"/>.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Consents">How many consents ended.</param>
/// <param name="DueAt">The date that members were told.</param>
/// <param name="At">When it was done.</param>
public sealed record ContributionsDestroyed(Guid CampaignId, int Consents, DateTimeOffset DueAt, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "contributions.destroyed.v1";
}
