using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>A campaign as it is now.</summary>
public sealed record Campaign(
    Guid Id, CampaignDefinition Definition, string? TemplateId, Guid OfficerId, CampaignState State, IReadOnlyList<string> Governance,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Assessment, IReadOnlyDictionary<string, int> Scores, string? ReturnedBecause,
    Guid? ApprovedBy, DateTimeOffset? OpenedAt)
{
    /// <summary>When it was closed; null: it is not, or the snapshot is older than this field (see <see cref="OlderSnapshots"/>).</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the node knew of itself at the last assessment; empty where there is none, or the snapshot is older than this field.</summary>
    public IReadOnlyList<Fact> Evidence { get; init; } = [];

    /// <summary>When it was assessed last; null: never, or the snapshot is older than this field.</summary>
    public DateTimeOffset? AssessedAt { get; init; }

    /// <summary>Hosts of the federations that are told the scores; nobody unless the officer decided so.</summary>
    public IReadOnlyList<string> ScoresSharedWith { get; init; } = [];

    /// <summary>The first event.</summary>
    public static Campaign Create(CampaignDrafted drafted) => new(
        drafted.CampaignId, drafted.Definition, drafted.TemplateId, drafted.OfficerId, CampaignState.Draft, [],
        new Dictionary<string, IReadOnlyList<int>>(), new Dictionary<string, int>(), null, null, null);

    /// <summary>Answers are in.</summary>
    public Campaign Apply(GovernanceAnswered answered) => this with { Governance = answered.Answers };

    /// <summary>Scores are in.</summary>
    public Campaign Apply(CampaignAssessed assessed) => this with
    {
        Assessment = assessed.Answers, Scores = assessed.Scores, Evidence = assessed.Evidence, AssessedAt = assessed.At,
    };

    /// <summary>One more is told.</summary>
    public Campaign Apply(ScoresShared shared) => this with { ScoresSharedWith = [.. ScoresSharedWith.Append(shared.Host).Distinct()] };

    /// <summary>One less is told.</summary>
    public Campaign Apply(ScoresTakenBack taken) => this with { ScoresSharedWith = [.. ScoresSharedWith.Where(host => host != taken.Host)] };

    /// <summary>A steward is asked.</summary>
    public Campaign Apply(CampaignSubmitted _) => this with { State = CampaignState.Submitted, ReturnedBecause = null };

    /// <summary>Back to the officer.</summary>
    public Campaign Apply(CampaignReturned returned) => this with { State = CampaignState.Draft, ReturnedBecause = returned.Reason };

    /// <summary>A steward agreed.</summary>
    public Campaign Apply(CampaignApproved approved) => this with { State = CampaignState.Approved, ApprovedBy = approved.By };

    /// <summary>Open.</summary>
    public Campaign Apply(CampaignOpened opened) => this with { State = CampaignState.Open, OpenedAt = opened.At };

    /// <summary>Closed.</summary>
    public Campaign Apply(CampaignClosed closed) => this with { State = CampaignState.Closed, ClosedAt = closed.At };
}
