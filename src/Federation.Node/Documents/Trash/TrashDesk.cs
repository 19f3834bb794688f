using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Versions;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Federation.Node.Documents.Trash;

/// <summary>Takes things out of the trash, back into the tree or for good. Who loses a race looks again and decides anew.</summary>
internal sealed class TrashDesk(
    IDocumentStore store, Reaches reaches, DocumentViews views, TrashViews trash, LockGate locks, HoldGate holds, Doomed doomed, KeyVault vault, TimeProvider time)
{
    /// <summary>
    /// Puts something back where it was: into the same folder, wherever that is by now; at the top of the space when that folder is not there.
    /// Under its own name, or one beside it when that is taken. For who may change things in the space.
    /// </summary>
    /// <param name="word">"restored" in the member's language, for such a name.</param>
    public async Task<(Restored? Restored, Refusal? Refusal)> Restore(Guid memberId, Guid id, string word, CancellationToken cancel)
    {
        Restored? restored = null;
        var outcome = await DocumentDesk.Again(async () =>
        {
            var (card, reach, refusal) = await Find(memberId, id, SpaceRole.Editor, cancel);
            if (card is null || reach is null || refusal is not null)
            {
                return Outcome.Refused(refusal ?? new TrashRefusal.NotInTrash());
            }

            var folderId = card.FolderIsThere ? card.ParentId : reach.Space.Id;
            var taken = (await views.In(folderId, cancel)).Select(each => each.Name).ToHashSet();
            var name = TrashRules.FreeName(card.Name, card.IsFolder, word, taken);
            var way = new Way(reach, [.. Names(reach), .. (await views.Down(folderId, cancel)).Skip(1).Select(each => each.Name), name], []);
            var place = await views.Find(way, cancel);
            await using var session = store.LightweightSession();
            if (await locks.Refuse(session, reach.Space, memberId, Conditions.None, [LockNeed.ToWrite(place)], cancel) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            if (reach.Name is not null)
            {
                session.StillMay(memberId, reach);
            }

            var stream = await session.Events.FetchForWriting<Entry>(id, cancel);
            var sealedName = await vault.Seal(stream.Aggregate?.Name.Subject ?? reach.Space.Key, new EntryName(name), cancel);
            restored = new Restored(id, folderId, name, card.FolderIsThere);
            return await Save(session, reach.Space.Id, [(stream, TrashRules.Restore(stream.Aggregate, folderId, sealedName, memberId, time.GetUtcNow()))]);
        });
        return outcome.Refusal is null ? (restored, null) : (null, outcome.Refusal);
    }

    /// <summary>Destroys something for good: its names, its bytes and its keys. For managers of the space.</summary>
    public async Task<Outcome> Erase(Guid memberId, Guid id, CancellationToken cancel)
    {
        var outcome = await DocumentDesk.Again(async () =>
        {
            var (card, _, refusal) = await Find(memberId, id, SpaceRole.Manager, cancel);
            return card is null || refusal is not null
                ? Outcome.Refused(refusal ?? new TrashRefusal.NotInTrash())
                : await Erase(card.SpaceId, [id], memberId, cancel);
        });
        await doomed.Remove(DocumentLimits.RemovedAtOnce, CancellationToken.None);
        return outcome;
    }

    /// <summary>Destroys all that is in the trash of a space; says how much that was, and how much is held and stays. What comes into it meanwhile stays too. For its managers.</summary>
    public async Task<(int Erased, int Held, Refusal? Refusal)> Empty(Guid memberId, Guid spaceId, CancellationToken cancel)
    {
        if (await SpaceFor(memberId, spaceId, cancel) is not { } reach)
        {
            return (0, 0, new DocumentRefusal.NotThere());
        }

        if (RefuseBelow(reach, SpaceRole.Manager) is { } refusal)
        {
            return (0, 0, refusal);
        }

        var all = await trash.Of(spaceId, cancel);
        var free = all.Where(card => !card.IsHeld).Select(card => card.Id).ToList();
        return (free.Count, all.Count - free.Count, await Erase(spaceId, free, memberId));
    }

    /// <summary>A space whose trash a member may look into; null when there is none of this id for them.</summary>
    public async Task<Reach?> SpaceFor(Guid memberId, Guid spaceId, CancellationToken cancel) =>
        (await reaches.Of(memberId, cancel)).FirstOrDefault(each => each.Top.Id == spaceId && each is { IsShare: false, Role: >= SpaceRole.Editor });

    /// <summary>Destroys what has been in the trash for <see cref="DocumentLimits.TrashLife"/>, or as long as the rule of its space says, and is not held; says how much that was.</summary>
    public async Task<int> EraseOld(CancellationToken cancel)
    {
        var (erased, first) = (0, Guid.Empty);
        while (await trash.Before(time.GetUtcNow(), DocumentLimits.ErasedAtOnce, cancel) is [var next, ..] old && next.Id != first)
        {
            first = next.Id;
            foreach (var space in old.GroupBy(each => each.SpaceId, each => each.Id))
            {
                if (await Erase(space.Key, [.. space], null) is not null)
                {
                    return erased; // somebody is at it; the next round looks again
                }
            }

            erased += old.Count;
        }

        return erased;
    }

    private async Task<Refusal?> Erase(Guid spaceId, IReadOnlyList<Guid> ids, Guid? by)
    {
        foreach (var some in ids.Chunk(DocumentLimits.ErasedAtOnce))
        {
            if ((await DocumentDesk.Again(() => Erase(spaceId, some, by, CancellationToken.None))).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        await doomed.Remove(DocumentLimits.RemovedAtOnce, CancellationToken.None);
        return null;
    }

    // What is not in the trash any more is passed over: it was restored or erased meanwhile, and either is what somebody wanted. So is what came under
    // a hold meanwhile.
    private async Task<Outcome> Erase(Guid spaceId, Guid[] ids, Guid? by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var decisions = new List<(IEventStream<Entry>, Decision)>();
        var held = await holds.Held(ids, cancel);
        if (held.Count > 0 && ids.Length == 1)
        {
            return Outcome.Refused(new HoldRefusal.Held());
        }

        foreach (var id in ids.Where(id => !held.Contains(id)))
        {
            var stream = await session.Events.FetchForWriting<Entry>(id, cancel);
            var decision = TrashRules.Erase(stream.Aggregate, by, time.GetUtcNow());
            if (decision.Refusal is null || ids.Length == 1)
            {
                decisions.Add((stream, decision));
            }
        }

        return await Save(session, spaceId, decisions, erases: true);
    }

    private async Task<(TrashedCard? Card, Reach? Reach, Refusal? Refusal)> Find(Guid memberId, Guid id, SpaceRole least, CancellationToken cancel)
    {
        var card = await trash.Find(id, cancel);
        return card is null || await SpaceFor(memberId, card.SpaceId, cancel) is not { } reach ? (null, null, null)
            : (card, reach, RefuseBelow(reach, least));
    }

    private static DocumentRefusal? RefuseBelow(Reach reach, SpaceRole least) => reach.RefuseClosed ?? (reach.Role < least ? new SpaceRefusal.ForManagers() : null);

    private static IEnumerable<string> Names(Reach reach) => reach.Name is { } name ? [name] : [];

    private static async Task<Outcome> Save(IDocumentSession session, Guid spaceId, IReadOnlyList<(IEventStream<Entry> Stream, Decision Decision)> decisions, bool erases = false)
    {
        session.TakeTurns(spaceId);
        if (erases)
        {
            session.StillOpen(spaceId);
            session.StillFree([.. decisions.Select(each => each.Stream.Id)]);
        }

        foreach (var (stream, decision) in decisions)
        {
            if (decision.Refusal is { } refusal)
            {
                return Outcome.Refused(refusal);
            }

            stream.AppendMany(decision.Events);
        }

        await session.SaveChangesAsync(CancellationToken.None);
        return new Outcome(false, null, null);
    }
}

/// <summary>What came back, and where it is.</summary>
/// <param name="Id">The folder or document.</param>
/// <param name="FolderId">The folder it lies in now.</param>
/// <param name="Name">Its name now.</param>
/// <param name="IsWhereItWas">False when its folder was not there, and it lies at the top of the space.</param>
internal sealed record Restored(Guid Id, Guid FolderId, string Name, bool IsWhereItWas);
