using Federation.Node.Consents;
using Marten;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>Finds withdrawals: for the member who withdrew, and for the dataset's people.</summary>
internal sealed class WithdrawalLedger(IDocumentStore store, StandingTables standing)
{
    /// <summary>All that became of a consent.</summary>
    public async Task<Aftermath> Of(Consent consent, CancellationToken cancel) =>
        new(consent, await OfConsent(consent.Id, cancel), await standing.Of(consent, cancel));

    /// <summary>Those in which a consent is.</summary>
    public async Task<IReadOnlyList<Withdrawal>> OfConsent(Guid consentId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Withdrawal>().Where(withdrawal => withdrawal.Consents.Contains(consentId)).ToListAsync(cancel);
    }

    /// <summary>Those of a dataset, newest first.</summary>
    public async Task<IReadOnlyList<Withdrawal>> OfDataset(Guid datasetId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Withdrawal>().Where(withdrawal => withdrawal.DatasetId == datasetId)
            .OrderByDescending(withdrawal => withdrawal.Id).ToListAsync(cancel);
    }
}
