using Federation.Node.Hosting.Security;
using Federation.Node.Members;
using Federation.Storage.Keys;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Federation.Node.Consents;

/// <summary>
/// Listens to members: who is erased has withdrawn every consent. Withdrawing twice is no error, so a page of events may come again.
/// </summary>
internal sealed class ConsentReactions : SubscriptionBase
{
    private readonly Func<ConsentDesk> desk;

    /// <param name="desk">Asked when an event comes: Marten is put together before it.</param>
    public ConsentReactions(Func<ConsentDesk> desk)
    {
        this.desk = desk;
        Name = "ConsentsOfErasedMembers";
        IncludeType<MemberErased>();
    }

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var erased in page.Events.Select(each => each.Data).OfType<MemberErased>())
        {
            await desk().WithdrawAll(erased.MemberId, cancellationToken);
        }

        return NullChangeListener.Instance;
    }
}

/// <summary>Consents that were withdrawn after the backup was made that this database was restored from are withdrawn again.</summary>
internal sealed class WithdrawnAgain(ConsentDesk desk) : IDestroyedAgain
{
    public Task Follow(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancel) =>
        desk.WithdrawAgain([.. subjects.Select(subject => subject.Value)], cancel);
}
