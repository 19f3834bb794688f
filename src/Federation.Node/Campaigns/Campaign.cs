namespace Federation.Node.Campaigns;

/// <summary>A campaign as it is now.</summary>
public sealed record Campaign(
    Guid Id, CampaignDefinition Definition, string? TemplateId, Guid OfficerId, CampaignState State, IReadOnlyList<string> Governance,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Assessment, IReadOnlyDictionary<string, int> Scores, string? ReturnedBecause,
    Guid? ApprovedBy, DateTimeOffset? OpenedAt)
{
    /// <summary>When it was closed; null: it is not, or the snapshot is older than this field (see <see cref="ClosedCampaigns"/>).</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The first event.</summary>
    public static Campaign Create(CampaignDrafted drafted) => new(
        drafted.CampaignId, drafted.Definition, drafted.TemplateId, drafted.OfficerId, CampaignState.Draft, [],
        new Dictionary<string, IReadOnlyList<int>>(), new Dictionary<string, int>(), null, null, null);

    /// <summary>Answers are in.</summary>
    public Campaign Apply(GovernanceAnswered answered) => this with { Governance = answered.Answers };

    /// <summary>Scores are in.</summary>
    public Campaign Apply(CampaignAssessed assessed) => this with { Assessment = assessed.Answers, Scores = assessed.Scores };

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
