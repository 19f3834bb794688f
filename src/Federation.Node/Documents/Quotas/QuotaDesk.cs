using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Quotas;

/// <summary>Sets how much spaces may hold, for administrators.</summary>
internal sealed class QuotaDesk(IDocumentStore store, PersonalSpaces personal, IMembers members, TimeProvider time)
{
    /// <summary>Limits all spaces that have no limit of their own.</summary>
    /// <param name="bytes">Null: not at all.</param>
    public Task<Refusal?> LimitAll(Guid by, long? bytes, CancellationToken cancel) => StreamConflict.Again<Refusal?>(DocumentLimits.Attempts, async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<EverySpace>(EverySpace.Stream, cancel);
        var decision = QuotaRules.LimitAll(stream.Aggregate, bytes, by, time.GetUtcNow());
        stream.AppendMany(decision.Events);
        await session.SaveChangesAsync(cancel);
        return decision.Refusal;
    });

    /// <summary>Limits one space.</summary>
    /// <param name="bytes">Null: as all.</param>
    public Task<Refusal?> Limit(Guid by, Guid spaceId, long? bytes, CancellationToken cancel) =>
        StreamConflict.Again<Refusal?>(DocumentLimits.Attempts, async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Space>(spaceId, cancel);
            var decision = QuotaRules.Limit(stream.Aggregate, bytes, by, time.GetUtcNow());
            stream.AppendMany(decision.Events);
            await session.SaveChangesAsync(cancel);
            return decision.Refusal;
        });

    /// <summary>Limits a member's own space, by the name they sign in with; they need not have come yet.</summary>
    public async Task<Refusal?> LimitOwn(Guid by, string person, long? bytes, CancellationToken cancel)
    {
        if (await SpaceDesk.Named(members, person, cancel) is not { } memberId)
        {
            return new SpaceRefusal.NoSuchPerson();
        }

        await personal.Open(memberId, cancel); // where it is already, nothing happens
        return await Limit(by, Space.PersonalIdOf(memberId), bytes, cancel);
    }
}
