using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Consents.Retention;

/// <summary>Tells a member, when they come, what of theirs will be destroyed on its date.</summary>
internal sealed class EndingSoon(IConsents consents, ICampaigns campaigns, TimeProvider time) : IMemberNote
{
    /// <summary>Members who come once a month see it before it happens.</summary>
    private const int DaysBefore = 31;

    public async Task<IReadOnlyList<MemberNote>> Of(Guid memberId, CancellationToken cancel)
    {
        var notes = new List<MemberNote>();
        foreach (var consent in (await consents.Of(memberId, cancel)).Where(consent => consent.State == ConsentState.Given))
        {
            if (await campaigns.Find(consent.CampaignId, cancel) is { KeptUntil: { } until } campaign && until < time.GetUtcNow().AddDays(DaysBefore))
            {
                notes.Add(new(Sentence(campaign, until), "/consents"));
            }
        }

        return notes;
    }

    /// <summary>That it will be destroyed, and when.</summary>
    public static Text Sentence(CampaignCard campaign, DateTimeOffset until) => new(
        $"What you gave for “{campaign.Title.En}” is destroyed on {Dates.Day(until).En}, and your consent ends.",
        $"Ce que vous avez donné pour « {campaign.Title.Fr} » est détruit le {Dates.Day(until).Fr}, et votre consentement prend fin.",
        $"Lo que dio para «{campaign.Title.Es}» se destruye el {Dates.Day(until).Es}, y su consentimiento termina.");
}
