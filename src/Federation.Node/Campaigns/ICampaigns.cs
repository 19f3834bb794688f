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
/// <param name="Id">The campaign.</param>
/// <param name="Template">URL of the template it was adopted from; empty when it was not.</param>
/// <param name="Title">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Schema">The form and the table.</param>
/// <param name="Notices">What members are told, by language.</param>
/// <param name="NoticeVersion">Version of the notice; 1 as long as definitions cannot be changed after drafting.</param>
/// <param name="Purpose">The one purpose.</param>
/// <param name="MinimumGroup">Fewest persons behind a published figure.</param>
/// <param name="Recipients">Who receives the table.</param>
/// <param name="RetentionMonths">Months after which contributions are destroyed.</param>
/// <param name="OfficerId">Who runs it.</param>
/// <param name="OpenedAt">When members were first asked.</param>
public sealed record CampaignCard(
    Guid Id, string Template, Text Title, CampaignState State, CampaignSchema Schema, IReadOnlyDictionary<string, Notice> Notices,
    int NoticeVersion, Text Purpose, int MinimumGroup, IReadOnlyList<Text> Recipients, int RetentionMonths, Guid OfficerId,
    DateTimeOffset? OpenedAt)
{
    /// <summary>When what was contributed is destroyed; null while the campaign is not closed.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>When it closes by itself, unless it is closed before; null while it is not open.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>The latest day on which what is contributed is destroyed: known from the day it was opened.</summary>
    public DateTimeOffset? KeptAtMost => KeptUntil ?? ClosesAt?.AddMonths(RetentionMonths);

    /// <summary>True when members agreed that its table may be published to everybody once nothing that was contributed is left.</summary>
    public bool PublishedOpenly { get; init; }

    /// <summary>Why nothing new is agreed to, given or published; null: nothing stands in the way.</summary>
    public CampaignPause? Pause { get; init; }
}

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
