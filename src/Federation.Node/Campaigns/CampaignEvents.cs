using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>An officer took up a definition.</summary>
public sealed record CampaignDrafted(Guid CampaignId, CampaignDefinition Definition, string? TemplateId, Guid OfficerId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.drafted.v1";
}

/// <summary>The seven governance questions were answered, in the order of <see cref="GovernanceQuestions"/>.</summary>
public sealed record GovernanceAnswered(Guid CampaignId, IReadOnlyList<string> Answers, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.governance-answered.v1";
}

/// <summary>The stewardship assessment was answered.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="Answers">By sub-section: numbers of the boxes ticked, or the one level chosen.</param>
/// <param name="Scores">By sub-section, 0 to 4.</param>
/// <param name="By">Who answered.</param>
/// <param name="At">When.</param>
public sealed record CampaignAssessed(
    Guid CampaignId, IReadOnlyDictionary<string, IReadOnlyList<int>> Answers, IReadOnlyDictionary<string, int> Scores, Guid By, DateTimeOffset At)
{
    /// <summary>What the node knew of itself then; empty for assessments from before it told.</summary>
    public IReadOnlyList<Fact> Evidence { get; init; } = [];

    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.assessed.v1";
}

/// <summary>A federation is told the scores from now on, and nothing else of the assessment.</summary>
public sealed record ScoresShared(Guid CampaignId, string Host, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.scores-shared.v1";
}

/// <summary>A federation is told the scores no more, and asked to give up those it has.</summary>
public sealed record ScoresTakenBack(Guid CampaignId, string Host, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.scores-taken-back.v1";
}

/// <summary>A steward is asked to approve.</summary>
public sealed record CampaignSubmitted(Guid CampaignId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.submitted.v1";
}

/// <summary>A steward wants changes.</summary>
public sealed record CampaignReturned(Guid CampaignId, string Reason, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.returned.v1";
}

/// <summary>A steward other than the officer agreed.</summary>
public sealed record CampaignApproved(Guid CampaignId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.approved.v1";
}

/// <summary>Members may agree and contribute.</summary>
public sealed record CampaignOpened(Guid CampaignId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.opened.v1";
}

/// <summary>Nothing more is taken.</summary>
/// <param name="CampaignId">The campaign.</param>
/// <param name="By">The officer; empty when it closed by itself (<see cref="CampaignRules.MostMonthsOpen"/>).</param>
/// <param name="At">When.</param>
public sealed record CampaignClosed(Guid CampaignId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "campaign.closed.v1";
}
