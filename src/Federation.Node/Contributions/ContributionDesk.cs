using Federation.Node.Consents;
using Federation.Storage.Keys;
using JasperFx.Events;
using Marten;
using Marten.Events;

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
        Append(session, stream, new(consent.ConsentId, consent.CampaignId, consent.MemberId, box, source, time.GetUtcNow()));
        await session.SaveChangesAsync(cancel);
    }

    /// <summary>Adds a giving to what a consent brought, or begins with it.</summary>
    public static void Append(IDocumentSession session, IEventStream<Contribution> stream, ContributionGiven given)
    {
        if (stream.Aggregate is null)
        {
            session.Events.StartStream<Contribution>(Contribution.IdOf(given.ConsentId), given);
        }
        else
        {
            stream.AppendOne(given);
        }
    }
}
