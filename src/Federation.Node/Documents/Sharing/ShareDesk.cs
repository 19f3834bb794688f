using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Sharing;

/// <summary>Shares folders and documents, and takes them back. Sharing twice with the same people at once leaves one share.</summary>
internal sealed class ShareDesk(IDocumentStore store, Reaches reaches, ShareViews views, IMembers members, TimeProvider time)
{
    /// <summary>Shares with a member, by the name they sign in with.</summary>
    public async Task<Refusal?> WithMember(Guid by, Guid entryId, string person, SpaceRole role, CancellationToken cancel) =>
        await SpaceDesk.Named(members, person, cancel) is { } memberId
            ? await Share(by, entryId, memberId, null, role, cancel)
            : new SpaceRefusal.NoSuchPerson();

    /// <summary>Shares with everybody in a group space, whoever that is at the time.</summary>
    public async Task<Refusal?> WithGroup(Guid by, Guid entryId, Guid groupId, SpaceRole role, CancellationToken cancel) =>
        (await reaches.Of(by, cancel)).Any(reach => reach.IsGroup && reach.Space.Id == groupId)
            ? await Share(by, entryId, null, groupId, role, cancel)
            : new ShareRefusal.NotYourGroup();

    /// <summary>Ends a share; at once on every door.</summary>
    public async Task<Refusal?> End(Guid by, Guid shareId, CancellationToken cancel) => (await DocumentDesk.Again(async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Share>(shareId, cancel);
        var sight = stream.Aggregate is { } share ? await reaches.Find(by, share.EntryId, cancel) : null;
        return await Save(session, ShareRules.End(stream.Aggregate, sight, by, time.GetUtcNow()), stream.AppendMany);
    })).Refusal;

    private async Task<Refusal?> Share(Guid by, Guid entryId, Guid? memberId, Guid? groupId, SpaceRole role, CancellationToken cancel) =>
        (await DocumentDesk.Again(async () =>
        {
            if (await reaches.Find(by, entryId, cancel) is not { } sight)
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            var now = time.GetUtcNow();
            var wish = new EntryShared(Guid.CreateVersion7(now), sight.Reach.Space.Id, entryId, memberId, groupId, role, by, now);
            var decision = ShareRules.Share(sight, await views.SharesOf(entryId, cancel), wish);
            await using var session = store.LightweightSession();
            return await Save(session, decision, events =>
            {
                switch (events)
                {
                    case [ShareChanged changed]:
                        session.Events.Append(changed.ShareId, changed);
                        break;
                    case [EntryShared shared]:
                        session.Events.StartStream<Share>(shared.ShareId, shared);
                        break;
                }
            });
        })).Refusal;

    private static async Task<Outcome> Save(IDocumentSession session, Decision decision, Action<IReadOnlyList<object>> append)
    {
        if (decision.Refusal is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        append(decision.Events);
        await session.SaveChangesAsync(CancellationToken.None);
        return new Outcome(false, null, null);
    }
}
