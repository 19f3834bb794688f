using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Versions;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents;

/// <summary>Puts, makes, moves, copies and deletes. Who loses a race looks again and decides anew; nobody is locked out.</summary>
internal sealed class DocumentDesk(
    IDocumentStore store, PersonalSpaces spaces, DocumentViews views, DocumentBytes bytes, LockGate locks, KeyVault vault, TimeProvider time)
{
    /// <summary>Puts bytes at a path: a new document, or a new version of the one there. Bytes first, then the event.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="device">What the member calls the device that sends them; empty: a browser.</param>
    public async Task<Outcome> Put(
        Guid memberId, IReadOnlyList<string> path, Conditions when, Stream plain, long? length, CancellationToken cancel, string? device = null)
    {
        var space = await spaces.Of(memberId, cancel);
        var seen = await views.Find(space.Id, path, cancel);
        if ((DocumentRules.RefusePut(seen, when) ?? LockRules.Refuse([LockNeed.ToWrite(seen)], [], memberId, when.Tokens)) is { } early)
        {
            return Outcome.Refused(early);
        }

        var (stored, refusal) = await bytes.Keep(plain, length, cancel);
        if (stored is null)
        {
            return Outcome.Refused(refusal!); // no bytes: a refusal
        }

        NewEntry? made = null;

        // No token from here on: the bytes are here, and a device that hangs up now is told at its next question.
        var outcome = await Again(async () =>
        {
            var place = await views.Find(space.Id, path, CancellationToken.None);
            await using var writing = await Writing.Begin(store, space, [place]);
            if (await locks.Refuse(writing.Session, space, memberId, when, [LockNeed.ToWrite(place)], CancellationToken.None) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            var entry = place.Entry is null ? made ??= await New(space, place.Name) : new NewEntry(place.Entry.Id, writing.Entry(place.Entry).Name);
            var version = await bytes.Seal(stored, entry.Name.Subject, device);
            var decision = DocumentRules.Put(space, writing.Now(place), when, entry, version, memberId, time.GetUtcNow());
            return await writing.Save(decision, place.Entry is null, DocumentRules.TagOf(version));
        });
        if (outcome.Refusal is not null)
        {
            await bytes.Forget(stored);
        }

        return outcome;
    }

    /// <summary>Makes a folder.</summary>
    public async Task<Outcome> MakeFolder(Guid memberId, IReadOnlyList<string> path, Conditions when, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        return await Again(async () =>
        {
            var place = await views.Find(space.Id, path, cancel);
            if (DocumentRules.RefuseFolder(place, when) is { } refusal)
            {
                return Outcome.Refused(refusal);
            }

            await using var writing = await Writing.Begin(store, space, []);
            if (await locks.Refuse(writing.Session, space, memberId, when, [LockNeed.ToWrite(place)], cancel) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            return await writing.Save(DocumentRules.MakeFolder(space, place, when, await New(space, place.Name), memberId, time.GetUtcNow()), true);
        });
    }

    /// <summary>Deletes a document, or a folder and all that lies in it.</summary>
    public async Task<Outcome> Delete(Guid memberId, IReadOnlyList<string> path, Conditions when, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        return await Again(async () =>
        {
            var place = await views.Find(space.Id, path, cancel);
            await using var writing = await Writing.Begin(store, space, [place]);
            if (await locks.Refuse(writing.Session, space, memberId, when, [LockNeed.ToRemove(place)], cancel) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            return await writing.Save(DocumentRules.Delete(space, writing.Now(place), when, memberId, time.GetUtcNow()), false);
        });
    }

    /// <summary>Gives what is at a path another name or folder.</summary>
    public async Task<Outcome> Move(
        Guid memberId, IReadOnlyList<string> from, IReadOnlyList<string> to, Transfer how, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        return await Again(async () =>
        {
            var (source, target) = (await views.Find(space.Id, from, cancel), await views.Find(space.Id, to, cancel));
            await using var writing = await Writing.Begin(store, space, [source, target]);
            LockNeed[] needs = [LockNeed.ToRemove(source), LockNeed.ToReplace(target, source.Entry, source.Entry?.Id)];
            if (await locks.Refuse(writing.Session, space, memberId, how.When, needs, cancel) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            var moved = source.Entry is { ParentId: not null } card ? writing.Entry(card) : null;
            var name = new NewEntry(default, await vault.Seal(moved?.Name.Subject ?? space.Key, new EntryName(target.Name), cancel));
            var current = moved is { Versions: [.., var newest] } ? newest.Bytes : null;
            var decision = DocumentRules.Move(
                space, writing.Now(source), writing.Now(target), how, name, current, memberId, time.GetUtcNow(),
                current is null ? null : await Resealed(moved?.Properties, writing, target, cancel));
            return await writing.Save(TrashRules.WithoutScraps(decision, moved, memberId, time.GetUtcNow()), target.Entry is null);
        });
    }

    /// <summary>Copies what is at a path; bytes are shared, not written again.</summary>
    public async Task<Outcome> Copy(
        Guid memberId, IReadOnlyList<string> from, IReadOnlyList<string> to, Transfer how, CancellationToken cancel)
    {
        var space = await spaces.Of(memberId, cancel);
        return await Again(async () =>
        {
            var (source, target) = (await views.Find(space.Id, from, cancel), await views.Find(space.Id, to, cancel));
            await using var writing = await Writing.Begin(store, space, [target]);
            var tree = await Tree(writing.Session, space, source, target.Name, how, cancel);
            writing.Session.StillKept(space.Id, [.. tree.Select(entry => entry.Version?.Blob).OfType<BlobId>().Distinct()]);
            LockNeed[] needs = [LockNeed.ToReplace(target, source.Entry, tree is [var top, ..] ? top.Id : null)];
            if (await locks.Refuse(writing.Session, space, memberId, how.When, needs, cancel) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            if (tree is [{ Properties: { } own } first, ..])
            {
                tree = [first with { Properties = await Resealed(own, writing, target, cancel) }, .. tree.Skip(1)];
            }

            return await writing.Save(DocumentRules.Copy(space, source, writing.Now(target), how, tree, memberId, time.GetUtcNow()), target.Entry is null);
        });
    }

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

    // With a key of its own below the space's, so that it can be erased without the rest.
    private async Task<NewEntry> New(Space space, string name)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var key = new SubjectId(id);
        return await vault.CreateKey(key, space.Key, CancellationToken.None) == KeyCreation.ParentErased
            ? throw new SubjectErasedException(space.Key)
            : new(id, await vault.Seal(key, new EntryName(name), CancellationToken.None));
    }

    private async Task<IReadOnlyList<CopiedEntry>> Tree(
        IDocumentSession session, Space space, Place source, string name, Transfer how, CancellationToken cancel)
    {
        if (source.Entry is not { } top)
        {
            return [];
        }

        var cards = how.WithContent && top.IsFolder ? await views.Under(top.Id, DocumentLimits.MostCopied, cancel) : [top];
        var entries = (await session.LoadManyAsync<Entry>(cancel, [.. cards.Select(card => card.Id)])).ToDictionary(entry => entry.Id);
        var ids = cards.ToDictionary(card => card.Id, _ => Guid.CreateVersion7(time.GetUtcNow()));
        // A copy shares the bytes, and so the key; it is destroyed with the last of them.
        var topName = entries.TryGetValue(top.Id, out var copied)
            ? await vault.Seal(copied.Name.Subject, new EntryName(name), cancel)
            : (await New(space, name)).Name;
        return [.. cards.Select((card, index) => new CopiedEntry(
            ids[card.Id],
            index == 0 ? default : ids[card.ParentId!.Value], // below the top everything has a parent, and parents come first
            index == 0 ? topName : entries[card.Id].Name,
            card.IsFolder ? null : entries[card.Id].Versions[^1].Bytes,
            card.ParentId is null ? null : entries[card.Id].Properties))];
    }

    /// <summary>Does a write, anew whenever it lost to another and changed nothing.</summary>
    internal static async Task<Outcome> Again(Func<Task<Outcome>> once)
    {
        for (var attempt = 1; attempt < DocumentLimits.Attempts; attempt++)
        {
            try
            {
                return await once();
            }
            catch (Exception e) when (LostRace.Is(e))
            {
                // Not all at once again: the later the attempt, the longer the pause.
                await Task.Delay(System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 5 * attempt + 2));
            }
        }

        return Outcome.Refused(new DocumentRefusal.Busy());
    }
}

/// <summary>How a write ended.</summary>
/// <param name="Created">Whether something is where nothing was.</param>
/// <param name="Tag">Names the version just put.</param>
/// <param name="Refusal">Why nothing was changed.</param>
internal sealed record Outcome(bool Created, string? Tag, Refusal? Refusal)
{
    public static Outcome Refused(Refusal refusal) => new(false, null, refusal);
}
