using System.Security.Cryptography;
using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Consents.Retention;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Consents;

/// <summary>Keeps answers, and the keys that live and die with them.</summary>
internal sealed class ConsentDesk(IDocumentStore store, KeyVault vault, TimeProvider time) : IConsents
{
    // Two answers of one member at the same moment: the second looks again. More than a few means something else is wrong.
    private const int Attempts = 5;

    /// <summary>The consent a member would answer now, and its generation.</summary>
    public async Task<(Consent? Consent, int Generation)> Current(Guid campaignId, Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var latest = await session.Query<Consent>()
            .Where(consent => consent.CampaignId == campaignId && consent.MemberId == memberId)
            .OrderByDescending(consent => consent.Generation).FirstOrDefaultAsync(cancel);
        return latest is null ? (null, 0)
            : latest.State is ConsentState.Withdrawn or ConsentState.Expired ? (null, latest.Generation + 1)
            : (latest, latest.Generation);
    }

    /// <summary>Agrees or refuses.</summary>
    public Task<Refusal?> Answer(
        CampaignCard campaign, Guid memberId, int generation, string noticeSha256, bool agrees, CancellationToken cancel) =>
        StreamConflict.Again(Attempts, () => AnswerOnce(campaign, memberId, generation, noticeSha256, agrees, cancel));

    /// <summary>Takes back: the event and the shredding of the key are one transaction.</summary>
    public async Task<Refusal?> Withdraw(Guid consentId, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Consent>(consentId, cancel);
        var decision = ConsentRules.Withdraw(stream.Aggregate, by, time.GetUtcNow());
        await Save(session, decision, stream.AppendMany, cancel);
        return decision.Refusal;
    }

    /// <summary>Ends a consent whose date has come: the event and the shredding of the key are one transaction.</summary>
    /// <returns>False when it had ended before.</returns>
    public Task<bool> Expire(Guid consentId, CancellationToken cancel) => StreamConflict.Again(Attempts, async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Consent>(consentId, cancel);
        var decision = ConsentRules.Expire(stream.Aggregate, time.GetUtcNow());
        await Save(session, decision, stream.AppendMany, cancel);
        return decision.Events.Count > 0;
    });

    /// <summary>Takes back all that a member agreed to.</summary>
    public async Task WithdrawAll(Guid memberId, CancellationToken cancel)
    {
        foreach (var consent in await Of(memberId, cancel))
        {
            await StreamConflict.Again(Attempts, () => Withdraw(consent.Id, memberId, cancel));
        }
    }

    /// <summary>Ends those of some consents that are given, whose keys are gone already.</summary>
    /// <param name="over">Campaigns whose date has come.</param>
    public async Task EndAgain(Guid[] ids, IReadOnlySet<Guid> over, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        foreach (var consent in await session.Query<Consent>().Where(consent => consent.Id.IsOneOf(ids) && consent.State == ConsentState.Given).ToListAsync(cancel))
        {
            await (over.Contains(consent.CampaignId) ? Expire(consent.Id, cancel) : (Task)Withdraw(consent.Id, consent.MemberId, cancel));
        }
    }

    public async Task<ActiveConsent?> Active(Guid campaignId, Guid memberId, CancellationToken cancel) =>
        await Current(campaignId, memberId, cancel) is ({ State: ConsentState.Given } consent, _) ? Of(consent) : null;

    public async Task<IReadOnlyList<ActiveConsent>> AllActive(Guid campaignId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Consent>()
            .Where(consent => consent.CampaignId == campaignId && consent.State == ConsentState.Given).ToListAsync(cancel)).Select(Of)];
    }

    public async Task<IReadOnlySet<Guid>> AllActiveIds(Guid campaignId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return (await session.Query<Consent>()
            .Where(consent => consent.CampaignId == campaignId && consent.State == ConsentState.Given).Select(consent => consent.Id).ToListAsync(cancel)).ToHashSet();
    }

    public async Task<DateTimeOffset?> DestroyedAt(Guid campaignId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<RetentionRun>(RetentionRun.IdOf(campaignId), cancel))?.At;
    }

    public async Task<IReadOnlyList<Consent>> Of(Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Consent>().Where(consent => consent.MemberId == memberId).ToListAsync(cancel);
    }

    private async Task<Refusal?> AnswerOnce(
        CampaignCard campaign, Guid memberId, int generation, string noticeSha256, bool agrees, CancellationToken cancel)
    {
        var (_, current) = await Current(campaign.Id, memberId, cancel);
        var id = IdOf(campaign.Id, memberId, current);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Consent>(id, cancel);
        var decision = ConsentRules.Answer(
            campaign, stream.Aggregate, current, new ConsentAnswer(id, memberId, generation, noticeSha256, agrees), time.GetUtcNow());
        if (decision.Events.OfType<ConsentGiven>().Any())
        {
            // Before the event: a consent without its key could keep nothing; a key without its consent seals nothing.
            await vault.CreateKey(new SubjectId(id), new SubjectId(memberId), cancel);
        }

        await Save(session, decision, stream.Aggregate is null ? events => session.Events.StartStream<Consent>(id, events) : stream.AppendMany, cancel);
        return decision.Refusal;
    }

    private static async Task Save(IDocumentSession session, Decision decision, Action<IEnumerable<object>> append, CancellationToken cancel)
    {
        if (decision.Events.Count == 0)
        {
            return;
        }

        append(decision.Events);
        foreach (var data in decision.Events)
        {
            switch (data)
            {
                case ConsentWithdrawn withdrawn:
                    session.Shred(new SubjectId(withdrawn.ConsentId), withdrawn.At);
                    break;
                case ConsentExpired expired:
                    session.Shred(new SubjectId(expired.ConsentId), expired.At);
                    break;
            }
        }

        await session.SaveChangesAsync(cancel);
    }

    // One id per member, campaign and generation: two browsers that agree at once meet in one stream.
    private static Guid IdOf(Guid campaignId, Guid memberId, int generation)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"consent {campaignId:n} {memberId:n} {generation}"));
        return new Guid(hash.AsSpan(0, 16));
    }

    private static ActiveConsent Of(Consent consent) => new(consent.Id, consent.CampaignId, consent.MemberId);
}
