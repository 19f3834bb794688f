using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Consents.Retention;

/// <summary>The record that a campaign's contributions were destroyed on their date.</summary>
/// <param name="Id">The stream.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Consents">How many consents ended with it.</param>
/// <param name="DueAt">The date that members were told.</param>
/// <param name="At">When it was done.</param>
public sealed record RetentionRun(Guid Id, Guid CampaignId, int Consents, DateTimeOffset DueAt, DateTimeOffset At)
{
    /// <summary>The first event.</summary>
    public static RetentionRun Create(ContributionsDestroyed destroyed) =>
        new(IdOf(destroyed.CampaignId), destroyed.CampaignId, destroyed.Consents, destroyed.DueAt, destroyed.At);

    /// <summary>The rest of it, by another replica or after a restored backup.</summary>
    public RetentionRun Apply(ContributionsDestroyed destroyed) => this with { Consents = Consents + destroyed.Consents, At = destroyed.At };

    /// <summary>One stream for each campaign, so that two replicas that are done at once meet in it.</summary>
    public static Guid IdOf(Guid campaignId) => new(SHA256.HashData(Encoding.ASCII.GetBytes($"retention {campaignId:n}")).AsSpan(0, 16));
}
