using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>What other rooms may ask of campaigns.</summary>
public interface ICampaigns
{
    /// <summary>A campaign, or null.</summary>
    Task<CampaignCard?> Find(Guid id, CancellationToken cancel);

    /// <summary>All campaigns, newest first.</summary>
    Task<IReadOnlyList<CampaignCard>> All(CancellationToken cancel);
}

/// <summary>A campaign as other rooms see one.</summary>
public sealed record CampaignCard(
    Guid Id, Text Title, Text Purpose, CampaignState State, CampaignSchema Schema, IReadOnlyDictionary<string, Notice> Notices,
    int MinimumGroup, int RetentionMonths, IReadOnlyList<string> Recipients, Guid OfficerId, DateTimeOffset? OpenedAt);

/// <summary>What members are told, in one language.</summary>
/// <param name="Language">Its language.</param>
/// <param name="Text">The exact text.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of the text's UTF-8: what a consent names.</param>
public sealed record Notice(string Language, string Text, string Sha256);

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>The officer is at work.</summary>
    Draft,

    /// <summary>A steward is asked.</summary>
    Submitted,

    /// <summary>A steward agreed.</summary>
    Approved,

    /// <summary>Members may agree and contribute.</summary>
    Open,

    /// <summary>Nothing more is taken; withdrawing is always possible.</summary>
    Closed,
}
