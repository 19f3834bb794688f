using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Consents.Retention;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Datasets.Open;

/// <summary>A version for everybody: an officer asks, a steward who is another person decides (docs/decisions/0051).</summary>
internal sealed class OpenDesk(IDocumentStore store, ICampaigns campaigns, IConsents consents, IEnumerable<IRetentionHold> holds, TimeProvider time)
{
    /// <summary>Whether a dataset may be opened. A roll-up may not: its unions' members agreed with their unions.</summary>
    public async Task<OpenTerms> TermsOf(DatasetSource? source, CancellationToken cancel)
    {
        if (source?.CampaignId is not { } id || await campaigns.Find(id, cancel) is not { PublishedOpenly: true } campaign)
        {
            return OpenTerms.None;
        }

        // Who withdrew in the very moment of the destruction is taken out first.
        var isBusy = await IRetentionHold.AnyNeeds(holds, id, cancel);
        return new OpenTerms(true, campaign.KeptUntil, isBusy ? null : await consents.DestroyedAt(id, cancel), campaign.Pause);
    }

    /// <summary>Asks.</summary>
    public Task<Refusal?> Ask(Guid id, int version, Guid by, CancellationToken cancel) =>
        store.Decide(id, async dataset => DatasetRules.AskOpen(dataset, version, await TermsOf(dataset?.Source, cancel), by, time.GetUtcNow()), cancel);

    /// <summary>Opens it.</summary>
    public Task<Refusal?> Confirm(Guid id, int version, Guid by, CancellationToken cancel) =>
        store.Decide(id, async dataset => DatasetRules.ConfirmOpen(dataset, version, await TermsOf(dataset?.Source, cancel), by, time.GetUtcNow()), cancel);

    /// <summary>Leaves it with those who have it.</summary>
    public Task<Refusal?> Decline(Guid id, int version, Guid by, CancellationToken cancel) =>
        store.Decide(id, dataset => Task.FromResult(DatasetRules.DeclineOpen(dataset, version, by, time.GetUtcNow())), cancel);
}
