using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Tools.Copies;

/// <summary>Loads a peer's tool, asks the rule, saves what it decided.</summary>
internal sealed class CopyDesk(IDocumentStore store, FetchQueue queue, TimeProvider time)
{
    public Task<Refusal?> Install(Guid id, Guid by, CancellationToken cancel) => Decide(id, copy => ToolCopyRules.Install(copy, by, time.GetUtcNow()), cancel);

    public Task<Refusal?> Withdraw(Guid id, Guid by, CancellationToken cancel) => Decide(id, copy => ToolCopyRules.Withdraw(copy, by, time.GetUtcNow()), cancel);

    /// <summary>The archive came and is what it should be.</summary>
    public Task<Refusal?> Mirrored(Guid id, ToolArchive archive, CancellationToken cancel) => Decide(
        id, copy => copy is { Archive: null } ? Decision.Of(new ToolMirrored(id, archive, time.GetUtcNow())) : Decision.Nothing, cancel);

    /// <summary>Tries again to fetch an archive, at once.</summary>
    public async Task<Refusal?> FetchAgain(Guid id, CancellationToken cancel)
    {
        if (await Load(id, cancel) is not { Archive: null, RevokedBecause: null } copy)
        {
            return new ToolRefusal.NotFound();
        }

        await using var session = store.LightweightSession();
        FetchQueue.Ask(session, copy.Id, copy.Host);
        await session.SaveChangesAsync(cancel);
        return null;
    }

    public async Task<ToolCopy?> Load(Guid id, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<ToolCopy>(id, cancel);
    }

    public async Task<IReadOnlyList<ToolCopy>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<ToolCopy>().ToListAsync(cancel);
    }

    /// <summary>Why archives are not here yet, by version.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> Troubles(CancellationToken cancel) => queue.Troubles(cancel);

    private async Task<Refusal?> Decide(Guid id, Func<ToolCopy?, Decision> rule, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<ToolCopy>(id, cancel);
        var decision = rule(stream.Aggregate);
        if (decision.Events.Count > 0)
        {
            stream.AppendMany(decision.Events);
            await session.SaveChangesAsync(cancel);
        }

        return decision.Refusal;
    }
}
