using Federation.Node.Consents;
using Federation.Node.Datasets.Corrections;
using JasperFx.Events.Daemon;
using Marten;
using JasperFx.Events.Projections;
using Marten.Subscriptions;

namespace Federation.Node.Datasets;

/// <summary>Listens to consents: a withdrawal asks for a look at the campaign's tables, in one transaction with how far was listened.</summary>
internal sealed class DatasetReactions : SubscriptionBase
{
    /// <summary>How Marten's record of how far was listened names it.</summary>
    public const string Listener = "DatasetCorrections";

    public DatasetReactions()
    {
        Name = Listener;
        IncludeType<ConsentWithdrawn>();
    }

    public override Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var campaign in page.Events.Select(each => each.Data).OfType<ConsentWithdrawn>().Select(withdrawn => withdrawn.CampaignId).Distinct())
        {
            CorrectionQueue.Ask(operations, campaign);
        }

        return Task.FromResult(NullChangeListener.Instance);
    }
}
