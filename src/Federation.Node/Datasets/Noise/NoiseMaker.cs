using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Privacy.DifferentialPrivacy;
using Marten;

namespace Federation.Node.Datasets.Noise;

/// <summary>Pays for a table with noise and draws it, both in the caller's session: nobody sees what was not paid for.</summary>
internal sealed class NoiseMaker(ICampaigns campaigns, IContributions contributions)
{
    /// <summary>The table, or the reason why there is none.</summary>
    /// <param name="session">Saved by the caller; until then nobody may be shown the table.</param>
    /// <param name="dataset">The dataset it is for.</param>
    /// <param name="campaignId">Of which campaign.</param>
    /// <param name="choice">What is asked.</param>
    /// <param name="asOf">Contributions given later stay out.</param>
    /// <param name="only">Contributions under other consents stay out too; null when all count.</param>
    /// <param name="now">When it is paid.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<(MadeTable? Table, DatasetRefusal? Refusal)> Make(
        IDocumentSession session, Guid dataset, Guid campaignId, NoiseChoice choice, DateTimeOffset asOf, IReadOnlySet<Guid>? only, DateTimeOffset now, CancellationToken cancel)
    {
        if (await campaigns.Find(campaignId, cancel) is not { } campaign)
        {
            return (null, new DatasetRefusal.NotFound());
        }

        if (choice.Refute(campaign.Schema) is { } wrong)
        {
            return (null, wrong);
        }

        var rows = (await contributions.RowsAsOf(campaignId, [asOf], cancel))[0].Under(only);
        if (rows.Count == 0)
        {
            return (null, new DatasetRefusal.NothingGiven());
        }

        return await PrivacyLedger.Spend(session, new PrivacySpent(campaignId, dataset, NoiseTerms.Population, choice.Rho.ToString(), now), cancel) is { } spent
            ? (null, spent)
            : (new MadeTable(NoisyCampaignTable.Of(campaign, rows, choice, new SecureRandomBytes()), [.. rows.Consents.Order()], [], asOf), null);
    }
}
