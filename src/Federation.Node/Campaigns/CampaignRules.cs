using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>Decisions about a campaign.</summary>
internal static class CampaignRules
{
    /// <summary>
    /// Months after which a campaign closes by itself: a year's figures and one more to compare. Without an end, what members gave would be kept for ever, and no date could be told to them
    /// before they agree.
    /// </summary>
    public const int MostMonthsOpen = 24;

    /// <summary>Sub-sections that must reach <see cref="LeastScore"/>: who collects too much or protects too little may not collect.</summary>
    public static readonly IReadOnlyList<string> Gating = ["minimise", "protection"];

    /// <summary>Of 4.</summary>
    public const int LeastScore = 2;

    /// <summary>Characters of an answer to a governance question: a page, which members will still read.</summary>
    public const int LongestAnswer = 4000;

    public static Decision Answer(Campaign campaign, IReadOnlyList<string> answers, Guid by, DateTimeOffset now) =>
        RefuseEdit(campaign, by) is { } refusal ? Decision.Refuse(refusal)
        : Unanswered(answers) is { } number ? Decision.Refuse(new CampaignRefusal.GovernanceUnanswered(number))
        : Decision.Of(new GovernanceAnswered(campaign.Id, [.. answers.Select(answer => answer.Trim())], by, now));

    /// <summary>Assesses, again too, while it is open and after; not while a steward decides on what was answered, or has just agreed to it.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="answers">By sub-section.</param>
    /// <param name="evidence">What the node knows of itself now.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="now">When.</param>
    public static Decision Assess(
        Campaign campaign, IReadOnlyDictionary<string, IReadOnlyList<int>> answers, IReadOnlyList<Fact> evidence, Guid by, DateTimeOffset now) =>
        campaign.OfficerId != by ? Decision.Refuse(new CampaignRefusal.NotYours())
        : !MayBeAssessed(campaign.State) ? Decision.Refuse(new CampaignRefusal.WrongState(campaign.State))
        : Decision.Of(new CampaignAssessed(campaign.Id, answers, Assessment.Score(answers), by, now) { Evidence = evidence });

    /// <summary>Whether the officer may answer the assessment in this state.</summary>
    public static bool MayBeAssessed(CampaignState state) => state is CampaignState.Draft or CampaignState.Open or CampaignState.Closed;

    /// <summary>The sub-section for which nothing new is taken or published; null: there is none.</summary>
    public static string? TooLow(IReadOnlyDictionary<string, int> scores) =>
        Gating.FirstOrDefault(section => scores.TryGetValue(section, out var score) && score < LeastScore);

    /// <param name="campaign">The campaign.</param>
    /// <param name="languages">Languages the node offers its members.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Decision Submit(Campaign campaign, IReadOnlyList<string> languages, Guid by, DateTimeOffset now) =>
        RefuseEdit(campaign, by) is { } refusal ? Decision.Refuse(refusal)
        : RefuseContent(campaign, languages) is { } incomplete ? Decision.Refuse(incomplete)
        : Decision.Of(new CampaignSubmitted(campaign.Id, by, now));

    public static Decision Approve(Campaign campaign, IReadOnlyList<string> languages, Guid by, DateTimeOffset now) =>
        campaign.State == CampaignState.Approved ? Decision.Nothing
        : campaign.State != CampaignState.Submitted ? Decision.Refuse(new CampaignRefusal.WrongState(campaign.State))
        : campaign.OfficerId == by ? Decision.Refuse(new CampaignRefusal.SelfApproval())
        : RefuseContent(campaign, languages) is { } incomplete ? Decision.Refuse(incomplete)
        : Decision.Of(new CampaignApproved(campaign.Id, by, now));

    public static Decision Return(Campaign campaign, string reason, Guid by, DateTimeOffset now) =>
        campaign.State != CampaignState.Submitted ? Decision.Refuse(new CampaignRefusal.WrongState(campaign.State))
        : campaign.OfficerId == by ? Decision.Refuse(new CampaignRefusal.SelfApproval())
        : string.IsNullOrWhiteSpace(reason) ? Decision.Refuse(new CampaignRefusal.ReasonMissing())
        : Decision.Of(new CampaignReturned(campaign.Id, reason.Trim(), by, now));

    public static Decision Open(Campaign campaign, Guid by, DateTimeOffset now) =>
        campaign.OfficerId != by ? Decision.Refuse(new CampaignRefusal.NotYours())
        : campaign.State == CampaignState.Open ? Decision.Nothing
        : campaign.State != CampaignState.Approved ? Decision.Refuse(new CampaignRefusal.WrongState(campaign.State))
        : Decision.Of(new CampaignOpened(campaign.Id, by, now));

    public static Decision Close(Campaign campaign, Guid by, DateTimeOffset now) =>
        campaign.OfficerId != by ? Decision.Refuse(new CampaignRefusal.NotYours())
        : campaign.State == CampaignState.Closed ? Decision.Nothing
        : campaign.State != CampaignState.Open ? Decision.Refuse(new CampaignRefusal.WrongState(campaign.State))
        : Decision.Of(new CampaignClosed(campaign.Id, by, now));

    /// <summary>When a campaign that is open closes by itself; null when it is not open.</summary>
    public static DateTimeOffset? ClosesAt(Campaign campaign) => campaign.State == CampaignState.Open ? campaign.OpenedAt?.AddMonths(MostMonthsOpen) : null;

    /// <summary>Closes one that has been open as long as it may be, on the day that members were told.</summary>
    public static Decision CloseOnItsDay(Campaign campaign, DateTimeOffset now) =>
        ClosesAt(campaign) is { } day && day <= now ? Decision.Of(new CampaignClosed(campaign.Id, Guid.Empty, day)) : Decision.Nothing;

    private static CampaignRefusal? RefuseEdit(Campaign campaign, Guid by) =>
        campaign.OfficerId != by ? new CampaignRefusal.NotYours()
        : campaign.State != CampaignState.Draft ? new CampaignRefusal.WrongState(campaign.State)
        : null;

    private static CampaignRefusal? RefuseContent(Campaign campaign, IReadOnlyList<string> languages)
    {
        if (languages.FirstOrDefault(language => string.IsNullOrWhiteSpace(campaign.Definition.Notice.GetValueOrDefault(language))) is { } missing)
        {
            return new CampaignRefusal.NoticeNotTranslated(missing);
        }

        if (Unanswered(campaign.Governance) is { } number)
        {
            return new CampaignRefusal.GovernanceUnanswered(number);
        }

        if (Assessment.Sections.FirstOrDefault(section => !campaign.Scores.ContainsKey(section.Name)) is { } open)
        {
            return new CampaignRefusal.NotAssessed(open.Name);
        }

        return TooLow(campaign.Scores) is not { } low ? null : new CampaignRefusal.LowScore(low, campaign.Scores[low]);
    }

    // From 1, as people count.
    private static int? Unanswered(IReadOnlyList<string> answers)
    {
        for (var i = 0; i < GovernanceQuestions.All.Count; i++)
        {
            if (i >= answers.Count || string.IsNullOrWhiteSpace(answers[i]) || answers[i].Length > LongestAnswer)
            {
                return i + 1;
            }
        }

        return null;
    }
}
