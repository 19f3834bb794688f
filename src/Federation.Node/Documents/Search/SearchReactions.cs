using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Federation.Node.Documents.Search;

/// <summary>Listens to documents: each new version asks for a reading, and so does a name that makes one readable, in one transaction with how far was listened.</summary>
internal sealed class SearchReactions : SubscriptionBase
{
    public SearchReactions()
    {
        Name = "DocumentSearch";
        IncludeType<DocumentAdded>();
        IncludeType<DocumentChanged>();
        IncludeType<VersionRestored>();
        IncludeType<EntryMoved>();
    }

    public override Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var id in page.Events.Select(each => each.Data).Where(data => data is not EntryMoved).Select(IdOf).Distinct())
        {
            SearchQueue.Ask(operations, id);
        }

        foreach (var id in page.Events.Select(each => each.Data).OfType<EntryMoved>().Select(moved => moved.EntryId).Distinct())
        {
            SearchQueue.AskIfReadable(operations, id);
        }

        return Task.FromResult(NullChangeListener.Instance);
    }

    private static Guid IdOf(object data) => data switch
    {
        DocumentAdded added => added.DocumentId,
        DocumentChanged changed => changed.DocumentId,
        VersionRestored restored => restored.DocumentId,
        _ => throw new InvalidOperationException($"{data.GetType().Name} was not asked for."),
    };
}
