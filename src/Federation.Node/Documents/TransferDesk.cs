using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Trash;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents;

/// <summary>Moves and copies, within a space and from one to another.</summary>
internal sealed class TransferDesk(
    IDocumentStore store, Reaches reaches, DocumentViews views, DocumentBytes bytes, LockGate locks, HoldGate holds, NewEntries entries, KeyVault vault, TimeProvider time)
{
    /// <summary>Gives what is at a path another name or folder. Into another space it is copied, and the original goes into the trash of its own.</summary>
    public Task<Outcome> Move(
        Guid memberId, IReadOnlyList<string> from, IReadOnlyList<string> to, Transfer how, CancellationToken cancel) => DocumentDesk.Again(async () =>
    {
        var ((way, source), (toWay, target)) = (await reaches.Look(memberId, from, cancel), await reaches.Look(memberId, to, cancel));
        if ((RefuseToLose(way, source) ?? RefuseToTake(toWay, target, source)) is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        await using var writing = await Writing.Begin(store, memberId, [way, toWay], [source, target]);
        if (way.Space.Id != toWay.Space.Id)
        {
            return await Carry(writing, memberId, (way, source), (toWay, target), how, moves: true, cancel);
        }

        LockNeed[] needs = [LockNeed.ToRemove(source), LockNeed.ToReplace(target, source.Entry, source.Entry?.Id)];
        if (await locks.Refuse(writing.Session, way.Space, memberId, how.When, needs, cancel) is { } locked)
        {
            return Outcome.Refused(locked);
        }

        var moved = source.Entry is { ParentId: not null } card ? writing.Entry(card) : null;
        var name = new NewEntry(default, await vault.Seal(moved?.Name.Subject ?? way.Space.Key, new EntryName(target.Name), cancel));
        var current = moved is { Versions: [.., var newest] } ? newest.Bytes : null;
        var decision = DocumentRules.Move(
            way.Space, writing.Now(source), writing.Now(target), how, name, current, memberId, time.GetUtcNow(),
            current is null ? null : await Resealed(moved?.Properties, writing, target, cancel));
        var keepsScraps = moved is not null && await holds.IsHeld(moved.Id, cancel);
        return await writing.Save(keepsScraps ? decision : TrashRules.WithoutScraps(decision, moved, memberId, time.GetUtcNow()), target.Entry is null);
    });

    /// <summary>Copies what is at a path; bytes are shared, not written again.</summary>
    public Task<Outcome> Copy(
        Guid memberId, IReadOnlyList<string> from, IReadOnlyList<string> to, Transfer how, CancellationToken cancel) => DocumentDesk.Again(async () =>
    {
        var ((way, source), (toWay, target)) = (await reaches.Look(memberId, from, cancel), await reaches.Look(memberId, to, cancel));
        if (RefuseToTake(toWay, target, source) is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        await using var writing = await Writing.Begin(store, memberId, [toWay], [target]);
        return await Carry(writing, memberId, (way, source), (toWay, target), how, moves: false, cancel);
    });

    // A copy shares the bytes. Within a space it shares their key too, destroyed with the last of them; in another space it has one of that space, so
    // that neither depends on the other.
    private async Task<Outcome> Carry(
        Writing writing, Guid memberId, (Way Way, Place Place) from, (Way Way, Place Place) to, Transfer how, bool moves, CancellationToken cancel)
    {
        var crosses = from.Way.Space.Id != to.Way.Space.Id;
        if (crosses && moves)
        {
            writing.TakeTurns(); // before the next line takes one of them
        }

        var tree = await Tree(writing.Session, from.Way.Space, to.Way.Space, from.Place, to.Place.Name, how, cancel);
        writing.Session.StillKept(from.Way.Space.Id, [.. tree.SelectMany(entry => entry.Version?.AllBlobs() ?? []).Distinct()]);
        LockNeed[] needs = [LockNeed.ToReplace(to.Place, from.Place.Entry, tree is [var top, ..] ? top.Id : null)];
        var locked = await locks.Refuse(writing.Session, to.Way.Space, memberId, how.When, needs, cancel)
            ?? (moves ? await locks.Refuse(writing.Session, from.Way.Space, memberId, how.When, [LockNeed.ToRemove(from.Place)], cancel) : null);
        if (locked is not null)
        {
            return Outcome.Refused(locked);
        }

        if (tree is [{ Properties: { } own } first, ..])
        {
            tree = [first with { Properties = await Resealed(own, writing, to.Place, cancel) }, .. tree.Skip(1)];
        }

        if (crosses && to.Place.Entry is { IsFolder: false } stays && tree is [{ Version: { } bare } alone])
        {
            tree = [alone with { Version = await bytes.Resealed(bare, writing.Entry(stays).Name.Subject, cancel) }];
        }

        var decision = DocumentRules.Copy(to.Way.Space, from.Place, writing.Now(to.Place), how, tree, memberId, time.GetUtcNow(), moves);
        return await writing.Save(
            moves && decision.Refusal is null
                ? Decision.Of([.. decision.Events, new EntryDeleted(from.Place.Entry!.Id, from.Way.Space.Id, memberId, time.GetUtcNow())]) // copied: it is there
                : decision,
            to.Place.Entry is null);
    }

    private static DocumentRefusal? RefuseToLose(Way way, Place place) =>
        place.Entry is null ? null : way.Reach.RefuseChange ?? way.Reach.RefuseRemoval(place);

    // A document over a document is only a version of it.
    private static DocumentRefusal? RefuseToTake(Way way, Place target, Place source) => source.Entry is null ? null
        : way.Reach.RefuseChange ?? (source.Entry.IsFolder || target.Entry is { IsFolder: true } ? way.Reach.RefuseRemoval(target) : null);

    // On a document that stays, under the key of that document: the other's may be destroyed one day. None leave it the ones it has.
    private async Task<Sealed<EntryProperties>?> Resealed(Sealed<EntryProperties>? box, Writing writing, Place target, CancellationToken cancel)
    {
        if (box is null || target.Entry is not { IsFolder: false } stays)
        {
            return box;
        }

        var own = (await vault.Open(box, cancel)).Or(EntryProperties.None);
        return own.All.Count == 0 ? null : await vault.Seal(writing.Entry(stays).Name.Subject, own, cancel);
    }

    private async Task<IReadOnlyList<CopiedEntry>> Tree(
        IDocumentSession session, Space from, Space to, Place source, string name, Transfer how, CancellationToken cancel)
    {
        if (source.Entry is not { } top)
        {
            return [];
        }

        var cards = how.WithContent && top.IsFolder ? await views.Under(top.Id, DocumentLimits.MostCopied, cancel) : [top];
        var known = (await session.LoadManyAsync<Entry>(cancel, [.. cards.Select(card => card.Id)])).ToDictionary(entry => entry.Id);
        var ids = cards.ToDictionary(card => card.Id, _ => Guid.CreateVersion7(time.GetUtcNow()));
        var topName = from.Id == to.Id && known.TryGetValue(top.Id, out var copied)
            ? await vault.Seal(copied.Name.Subject, new EntryName(name), cancel)
            : (await entries.NewWithKey(to, name)).Name;
        var tree = new List<CopiedEntry>(cards.Count);
        foreach (var card in cards)
        {
            var entry = known.GetValueOrDefault(card.Id); // a root has none
            var copy = new CopiedEntry(
                ids[card.Id],
                tree.Count == 0 ? default : ids[card.ParentId!.Value], // below the top everything has a parent, and parents come first
                tree.Count == 0 ? topName : entry!.Name,
                card.IsFolder ? null : entry!.Versions[^1].Bytes,
                entry?.Properties);
            var stays = from.Id == to.Id || cards.Count > DocumentLimits.MostCopied; // too many: the rule refuses them
            tree.Add(stays ? copy : await Resealed(copy, topName.Subject, cancel));
        }

        return tree;
    }

    // Under a key of the other space.
    private async Task<CopiedEntry> Resealed(CopiedEntry copy, SubjectId key, CancellationToken cancel) => copy with
    {
        Name = copy.Name.Subject == key ? copy.Name : await vault.Seal(key, (await vault.Open(copy.Name, cancel)).Value, cancel),
        Version = copy.Version is { } version ? await bytes.Resealed(version, key, cancel) : null,
        Properties = copy.Properties is { } properties ? await vault.Seal(key, (await vault.Open(properties, cancel)).Value, cancel) : null,
    };
}
