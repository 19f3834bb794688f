using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Consents.Retention;
using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Datasets.Open;

/// <summary>A version for everybody: an officer asks, a steward who is another person decides (docs/decisions/0051).</summary>
internal sealed class OpenDesk(IDocumentStore store, ICampaigns campaigns, IConsents consents, IEnumerable<IRetentionHold> holds, TimeProvider time)
{
    // Two people at once: the second looks again.
    private const int Attempts = 5;

    /// <summary>Whether a dataset may be opened. A roll-up may not: its unions' members agreed with their unions.</summary>
    public async Task<OpenTerms> TermsOf(DatasetSource? source, CancellationToken cancel) =>
        source?.CampaignId is { } id && await campaigns.Find(id, cancel) is { PublishedOpenly: true } campaign
            ? new OpenTerms(true, campaign.KeptUntil, await IsBusy(id, cancel) ? null : await consents.DestroyedAt(id, cancel), campaign.Pause)
            : OpenTerms.None;

    /// <summary>Asks.</summary>
    public Task<Refusal?> Ask(Guid id, int version, Guid by, CancellationToken cancel) =>
        Decide(id, async (dataset, now) => DatasetRules.AskOpen(dataset, version, await TermsOf(dataset?.Source, cancel), by, now), cancel);

    /// <summary>Opens it.</summary>
    public Task<Refusal?> Confirm(Guid id, int version, Guid by, CancellationToken cancel) =>
        Decide(id, async (dataset, now) => DatasetRules.ConfirmOpen(dataset, version, await TermsOf(dataset?.Source, cancel), by, now), cancel);

    /// <summary>Leaves it with those who have it.</summary>
    public Task<Refusal?> Decline(Guid id, int version, Guid by, CancellationToken cancel) =>
        Decide(id, (dataset, now) => Task.FromResult(DatasetRules.DeclineOpen(dataset, version, by, now)), cancel);

    // Who withdrew in the very moment of the destruction is taken out first.
    private async Task<bool> IsBusy(Guid campaign, CancellationToken cancel)
    {
        foreach (var hold in holds)
        {
            if (await hold.Needs(campaign, cancel))
            {
                return true;
            }
        }

        return false;
    }

    private Task<Refusal?> Decide(Guid id, Func<Dataset?, DateTimeOffset, Task<Decision>> rule, CancellationToken cancel) =>
        StreamConflict.Again<Refusal?>(Attempts, async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Dataset>(id, cancel);
            var decision = await rule(stream.Aggregate, time.GetUtcNow());
            if (decision.Refusal is null)
            {
                stream.AppendMany(decision.Events);
                await session.SaveChangesAsync(cancel);
            }

            return decision.Refusal;
        });
}
