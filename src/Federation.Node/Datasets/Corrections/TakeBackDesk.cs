using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Datasets.Corrections;

/// <summary>A published version that is wrong: an officer asks to take it back, a steward who is another person decides (docs/decisions/0048).</summary>
internal sealed class TakeBackDesk(IDocumentStore store, Corrector corrector, TimeProvider time)
{
    /// <summary>Asks.</summary>
    public Task<Refusal?> Ask(Guid id, int version, string reason, Guid by, CancellationToken cancel) =>
        store.Decide(id, dataset => Task.FromResult(DatasetRules.AskBack(dataset, version, reason, by, time.GetUtcNow())), cancel);

    /// <summary>Leaves it published.</summary>
    public Task<Refusal?> Decline(Guid id, int version, Guid by, CancellationToken cancel) =>
        store.Decide(id, dataset => Task.FromResult(DatasetRules.DeclineBack(dataset, version, by, time.GetUtcNow())), cancel);

    /// <summary>Takes it back, also while its campaign pauses: less is published then, not more.</summary>
    public Task<Refusal?> Confirm(Guid id, int version, Guid by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return store.Decide(id, dataset => Task.FromResult(DatasetRules.ConfirmBack(dataset, version, by, now)), cancel, (session, stream) => corrector.TakeBack(session, stream, version, now, cancel));
    }
}
