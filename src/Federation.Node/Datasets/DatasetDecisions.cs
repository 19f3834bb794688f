using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using JasperFx.Events;
using Marten;

namespace Federation.Node.Datasets;

/// <summary>What an officer asks of a version that stands, and a steward decides: looked at anew when somebody else was quicker.</summary>
internal static class DatasetDecisions
{
    /// <summary>Tries, while others decide on the same dataset and peers fetch its files.</summary>
    private const int Attempts = 5;

    /// <summary>Asks the rule and saves what it decided.</summary>
    /// <param name="store">Where.</param>
    /// <param name="id">The dataset.</param>
    /// <param name="rule">What decides.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    /// <param name="alongside">What belongs into the same commit; null: nothing.</param>
    public static Task<Refusal?> Decide(
        this IDocumentStore store, Guid id, Func<Dataset?, Task<Decision>> rule, CancellationToken cancel, Func<IDocumentSession, IEventStream<Dataset>, Task>? alongside = null) =>
        StreamConflict.Again<Refusal?>(Attempts, async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
            var decision = await rule(stream.Aggregate);
            if (decision.Refusal is not null)
            {
                return decision.Refusal;
            }

            stream.AppendMany(decision.Events);
            if (alongside is not null)
            {
                await alongside(session, stream);
            }

            await session.SaveChangesAsync(cancel);
            return null;
        });
}
