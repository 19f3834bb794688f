using Federation.Node.Documents.Versions;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Federation.Node.Documents.Trash;

/// <summary>Takes things out of the trash, back into the tree or for good. Who loses a race looks again and decides anew.</summary>
internal sealed class TrashDesk(
    IDocumentStore store, PersonalSpaces spaces, DocumentViews views, TrashViews trash, Doomed doomed, KeyVault vault, TimeProvider time)
{
    /// <summary>
    /// Puts something back where it was: into the same folder, wherever that is by now; at the top of the space when that folder is not there.
    /// Under its own name, or one beside it when that is taken.
    /// </summary>
    /// <param name="word">"restored" in the member's language, for such a name.</param>
    public async Task<(Restored? Restored, Refusal? Refusal)> Restore(Guid memberId, Guid id, string word, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        Restored? restored = null;
        var outcome = await DocumentDesk.Again(async () =>
        {
            if (await trash.Find(space.Id, id, cancel) is not { } card)
            {
                return Outcome.Refused(new TrashRefusal.NotInTrash());
            }

            var folderId = card.FolderIsThere ? card.ParentId : space.Id;
            var taken = (await views.In(folderId, cancel)).Select(each => each.Name).ToHashSet();
            var name = TrashRules.FreeName(card.Name, card.IsFolder, word, taken);
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Entry>(id, cancel);
            var sealedName = await vault.Seal(stream.Aggregate?.Name.Subject ?? space.Key, new EntryName(name), cancel);
            restored = new Restored(id, folderId, name, card.FolderIsThere);
            return await Save(session, space.Id, [(stream, TrashRules.Restore(stream.Aggregate, folderId, sealedName, memberId, time.GetUtcNow()))]);
        });
        return outcome.Refusal is null ? (restored, null) : (null, outcome.Refusal);
    }

    /// <summary>Destroys something for good: its names, its bytes and its keys.</summary>
    public async Task<Outcome> Erase(Guid memberId, Guid id, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        var outcome = await DocumentDesk.Again(async () => await trash.Find(space.Id, id, cancel) is null
            ? Outcome.Refused(new TrashRefusal.NotInTrash())
            : await Erase(space.Id, [id], memberId, cancel));
        await doomed.Remove(DocumentLimits.RemovedAtOnce, CancellationToken.None);
        return outcome;
    }

    /// <summary>Destroys all that is in the trash of a member's space; says how much that was. What comes into it meanwhile stays.</summary>
    public async Task<(int Erased, Refusal? Refusal)> Empty(Guid memberId, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        var all = await trash.Of(space.Id, cancel);
        return (all.Count, await Erase(space.Id, [.. all.Select(card => card.Id)], memberId));
    }

    /// <summary>Destroys what has been in the trash for <see cref="DocumentLimits.TrashLife"/>; says how much that was.</summary>
    public async Task<int> EraseOld(CancellationToken cancel)
    {
        var (erased, first) = (0, Guid.Empty);
        while (await trash.Before(time.GetUtcNow() - DocumentLimits.TrashLife, DocumentLimits.ErasedAtOnce, cancel) is [var next, ..] old && next.Id != first)
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

    // What is not in the trash any more is passed over: it was restored or erased meanwhile, and either is what somebody wanted.
    private async Task<Outcome> Erase(Guid spaceId, Guid[] ids, Guid? by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var decisions = new List<(IEventStream<Entry>, Decision)>();
        foreach (var id in ids)
        {
            var stream = await session.Events.FetchForWriting<Entry>(id, cancel);
            var decision = TrashRules.Erase(stream.Aggregate, by, time.GetUtcNow());
            if (decision.Refusal is null || ids.Length == 1)
            {
                decisions.Add((stream, decision));
            }
        }

        return await Save(session, spaceId, decisions);
    }

    private static async Task<Outcome> Save(IDocumentSession session, Guid spaceId, IReadOnlyList<(IEventStream<Entry> Stream, Decision Decision)> decisions)
    {
        session.TakeTurns(spaceId);
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
