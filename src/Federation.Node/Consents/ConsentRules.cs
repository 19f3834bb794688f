using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Consents;

/// <summary>A member's answer to a notice.</summary>
/// <param name="ConsentId">The consent of this generation.</param>
/// <param name="MemberId">Who answers.</param>
/// <param name="Generation">The generation their page showed.</param>
/// <param name="NoticeSha256">The notice their page showed.</param>
/// <param name="Agrees">Yes or no.</param>
internal sealed record ConsentAnswer(Guid ConsentId, Guid MemberId, int Generation, string NoticeSha256, bool Agrees);

/// <summary>Decisions about consents.</summary>
internal static class ConsentRules
{
    /// <summary>Agrees or refuses. A withdrawn consent is never revived: its next generation is another consent.</summary>
    public static Decision Answer(CampaignCard campaign, Consent? consent, int currentGeneration, ConsentAnswer answer, DateTimeOffset now)
    {
        if (campaign.State != CampaignState.Open)
        {
            return Decision.Refuse(new ConsentRefusal.NotOpen());
        }

        if (answer.Generation != currentGeneration || consent?.State is ConsentState.Withdrawn or ConsentState.Expired)
        {
            return Decision.Refuse(new ConsentRefusal.OutOfDate());
        }

        if (campaign.Notices.Values.FirstOrDefault(notice => notice.Sha256 == answer.NoticeSha256) is not { } notice)
        {
            return Decision.Refuse(new ConsentRefusal.NoticeChanged());
        }

        if (answer.Agrees)
        {
            return consent?.State == ConsentState.Given ? Decision.Nothing
                : campaign.Pause is { } pause ? Decision.Refuse(new ConsentRefusal.Paused(pause))
                : Decision.Of(new ConsentGiven(
                    answer.ConsentId, campaign.Id, answer.MemberId, currentGeneration, notice.Language, notice.Sha256, now));
        }

        // Saying no after yes is withdrawing, and does all that withdrawing does.
        return consent?.State switch
        {
            ConsentState.Given => Decision.Of(new ConsentWithdrawn(answer.ConsentId, campaign.Id, answer.MemberId, now)),
            ConsentState.Refused => Decision.Nothing,
            _ => Decision.Of(new ConsentRefused(
                answer.ConsentId, campaign.Id, answer.MemberId, currentGeneration, notice.Language, notice.Sha256, now)),
        };
    }

    /// <summary>Takes a consent back: always possible, whatever became of the campaign.</summary>
    public static Decision Withdraw(Consent? consent, Guid by, DateTimeOffset now) =>
        consent is null || consent.MemberId != by ? Decision.Refuse(new ConsentRefusal.NotYours())
        : consent.State != ConsentState.Given ? Decision.Nothing
        : Decision.Of(new ConsentWithdrawn(consent.Id, consent.CampaignId, by, now));

    /// <summary>Ends a consent whose date has come.</summary>
    public static Decision Expire(Consent? consent, DateTimeOffset now) => consent is { State: ConsentState.Given }
        ? Decision.Of(new ConsentExpired(consent.Id, consent.CampaignId, consent.MemberId, now))
        : Decision.Nothing;
}
