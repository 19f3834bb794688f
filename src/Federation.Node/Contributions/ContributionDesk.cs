using Federation.Node.Consents;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Contributions;

/// <summary>
/// Seals rows and appends them. A withdrawal at the same moment wins either way: its shredded key opens nothing that was sealed
/// before, and seals nothing after.
/// </summary>
internal sealed class ContributionDesk(IDocumentStore store, KeyVault vault, TimeProvider time)
{
    /// <summary>Keeps rows under a consent; durable when it returns.</summary>
    /// <exception cref="SubjectErasedException">The consent was withdrawn meanwhile.</exception>
    public async Task Keep(ActiveConsent consent, ContributedRows rows, string source, CancellationToken cancel)
    {
        var box = await vault.Seal(new SubjectId(consent.ConsentId), rows, cancel);
        var id = Contribution.IdOf(consent.ConsentId);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Contribution>(id, cancel);
        var given = new ContributionGiven(consent.ConsentId, consent.CampaignId, consent.MemberId, box, source, time.GetUtcNow());
        if (stream.Aggregate is null)
        {
            session.Events.StartStream<Contribution>(id, given);
        }
        else
        {
            stream.AppendOne(given);
        }

        await session.SaveChangesAsync(cancel);
    }
}
