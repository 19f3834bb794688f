using Federation.Node.Campaigns;
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

/// <summary>Consents that ended after the backup was made that this database was restored from end again: on their date, or because they were withdrawn.</summary>
internal sealed class EndedAgain(ConsentDesk desk, ICampaigns campaigns, TimeProvider time) : IDestroyedAgain
{
    public async Task Follow(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancel)
    {
        var over = (await campaigns.All(cancel)).Where(campaign => campaign.KeptUntil <= time.GetUtcNow()).Select(campaign => campaign.Id).ToHashSet();
        await desk.EndAgain([.. subjects.Select(subject => subject.Value)], over, cancel);
    }
}
