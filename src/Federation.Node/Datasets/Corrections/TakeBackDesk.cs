using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Datasets.Corrections;

/// <summary>A published version that is wrong: an officer asks to take it back, a steward who is another person decides (docs/decisions/0048).</summary>
internal sealed class TakeBackDesk(IDocumentStore store, Corrector corrector, TimeProvider time)
{
    /// <summary>Tries to take a version back while peers fetch its files at the same time: each of them is told.</summary>
    private const int Attempts = 5;

    /// <summary>Asks.</summary>
    public Task<Refusal?> Ask(Guid id, int version, string reason, Guid by, CancellationToken cancel) =>
        Decide(id, (dataset, now) => DatasetRules.AskBack(dataset, version, reason, by, now), null, cancel);

    /// <summary>Leaves it published.</summary>
    public Task<Refusal?> Decline(Guid id, int version, Guid by, CancellationToken cancel) =>
        Decide(id, (dataset, now) => DatasetRules.DeclineBack(dataset, version, by, now), null, cancel);

    /// <summary>Takes it back, also while its campaign pauses: less is published then, not more.</summary>
    public Task<Refusal?> Confirm(Guid id, int version, Guid by, CancellationToken cancel) =>
        Decide(id, (dataset, now) => DatasetRules.ConfirmBack(dataset, version, by, now), version, cancel);

    private Task<Refusal?> Decide(Guid id, Func<Dataset?, DateTimeOffset, Decision> rule, int? takenBack, CancellationToken cancel) =>
        StreamConflict.Again<Refusal?>(Attempts, async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
            var now = time.GetUtcNow();
            var decision = rule(stream.Aggregate, now);
            if (decision.Refusal is not null)
            {
                return decision.Refusal;
            }

            stream.AppendMany(decision.Events);
            if (takenBack is { } version)
            {
                await corrector.TakeBack(session, stream, version, now, cancel);
            }

            await session.SaveChangesAsync(cancel);
            return null;
        });
}
