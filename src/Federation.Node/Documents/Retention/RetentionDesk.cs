using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Retention;

/// <summary>Sets how long documents stay, and moves to the trash what is due. From there it goes for good like everything that was deleted, unless it is held.</summary>
internal sealed class RetentionDesk(IDocumentStore store, RetentionViews views, TimeProvider time)
{
    /// <summary>For one space.</summary>
    public Task<Refusal?> Set(Guid by, Guid spaceId, RetentionRule? rule, CancellationToken cancel) => StreamConflict.Again<Refusal?>(DocumentLimits.Attempts, async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Space>(spaceId, cancel);
        var decision = RetentionRules.Set(stream.Aggregate, rule, by, time.GetUtcNow());
        stream.AppendMany(decision.Events);
        await session.SaveChangesAsync(cancel);
        return decision.Refusal;
    });

    /// <summary>For all spaces that have no rule of their own.</summary>
    public Task<Refusal?> SetAll(Guid by, RetentionRule? rule, CancellationToken cancel) => StreamConflict.Again<Refusal?>(DocumentLimits.Attempts, async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<SpacesRetention>(SpacesRetention.Stream, cancel);
        var decision = RetentionRules.SetAll(stream.Aggregate, rule, by, time.GetUtcNow());
        stream.AppendMany(decision.Events);
        await session.SaveChangesAsync(cancel);
        return decision.Refusal;
    });

    /// <summary>Moves to the trash what is due; says how much that was. Who writes, moves or sets another rule at that moment is faster: the next hour looks again.</summary>
    public async Task<int> Apply(CancellationToken cancel)
    {
        var deleted = 0;
        foreach (var (spaceId, ruleId) in await views.Deleting(cancel))
        {
            while (await views.DueNow(spaceId, DocumentLimits.ErasedAtOnce, cancel) is { Count: > 0 } due && await Apply(spaceId, ruleId, due, cancel))
            {
                deleted += due.Count;
            }
        }

        return deleted;
    }

    private async Task<bool> Apply(Guid spaceId, Guid ruleId, IReadOnlyList<Guid> due, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var space = await session.Events.FetchForWriting<Space>(spaceId, cancel); // its own rule changes in this stream
        session.TakeTurns(spaceId);
        session.QueueSqlCommand(
            "select 1 / (case when (select count(*) from node.entry where id = any(?)) = ? and exists (select from node.retention_now where space_id = ? and rule_id = ? and delete_after_days is not null) then 1 else 0 end)",
            due.ToArray(), due.Count, spaceId, ruleId);
        foreach (var id in due)
        {
            var stream = await session.Events.FetchForWriting<Entry>(id, cancel);
            stream.AppendOne(new EntryDeleted(id, spaceId, Guid.Empty, time.GetUtcNow(), ruleId));
        }

        space.AppendOne(new RetentionApplied(spaceId, ruleId, due.Count, time.GetUtcNow()));
        try
        {
            await session.SaveChangesAsync(cancel);
            return true;
        }
        catch (Exception e) when (LostRace.Is(e))
        {
            return false;
        }
    }
}
