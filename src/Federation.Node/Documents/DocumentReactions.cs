using Federation.Node.Documents.Erasures;
using Federation.Node.Members;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Federation.Node.Documents;

/// <summary>Listens to members: with a member goes their space. Erasing it twice is no error, so a page of events may come again.</summary>
internal sealed class DocumentReactions : SubscriptionBase
{
    private readonly Func<SpaceErasure> erasure;

    /// <param name="erasure">Asked when an event comes: Marten is put together before it.</param>
    public DocumentReactions(Func<SpaceErasure> erasure)
    {
        this.erasure = erasure;
        Name = "SpacesOfErasedMembers";
        IncludeType<MemberErased>();
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var erased in page.Events.Select(each => each.Data).OfType<MemberErased>())
        {
            await erasure().Of(erased.MemberId, cancellationToken);
        }

        return NullChangeListener.Instance;
    }
}
