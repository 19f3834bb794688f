using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Versions;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents;

/// <summary>
/// Puts, makes and deletes, wherever a path of the member leads. Who loses a race looks again and decides anew, what they may do
/// included; nobody is locked out.
/// </summary>
internal sealed class DocumentDesk(
    IDocumentStore store, Reaches reaches, DocumentBytes bytes, ScannedBytes scanned, Twins twins, Doomed doomed, QuotaViews quotas, LockGate locks, NewEntries entries, TimeProvider time)
{
    /// <summary>Puts bytes at a path: a new document, or a new version of the one there. Bytes first, then the event.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="device">What the member calls the device that sends them; empty: a browser.</param>
    /// <param name="facts">What the device says about the file; null: nothing.</param>
    public async Task<Outcome> Put(
        Guid memberId, IReadOnlyList<string> path, Conditions when, Stream plain, long? length, CancellationToken cancel, string? device = null, FileFacts? facts = null)
    {
        var (seenWay, seen) = await reaches.Look(memberId, path, cancel);
        if ((DocumentRules.RefusePut(seen, when) ?? seenWay.Reach.RefuseChange ?? LockRules.Refuse([LockNeed.ToWrite(seen)], [], memberId, when.Tokens)) is { } early)
        {
            return Outcome.Refused(early);
        }

        // A small one is not worth a question before it is here: its commit asks.
        var use = length <= DocumentLimits.SmallBytes ? SpaceUse.Unknown : await quotas.Of(seenWay.Space.Id, cancel);
        if (use.Refuse(length ?? 0) is { } full)
        {
            return Outcome.Refused(full);
        }

        var (stored, refusal) = await scanned.Keep(plain, length, use.Free, facts?.Checksum, cancel, await NewestOf(seen, length, cancel));
        if (stored is null)
        {
            return Outcome.Refused(refusal!); // no bytes: a refusal
        }

        try
        {
            var (outcome, named) = await Name(memberId, path, when, stored, length <= DocumentLimits.SmallBytes ? (seenWay, seen) : null, device, facts);
            if (outcome.Refusal is not null || !named.IsOurs)
            {
                await bytes.Forget(stored);
            }

            return outcome;
        }
        catch
        {
            await doomed.Later(seenWay.Space.Id, stored); // that the commit failed is not sure
            throw;
        }
    }

    /// <summary>Makes a folder.</summary>
    public Task<Outcome> MakeFolder(Guid memberId, IReadOnlyList<string> path, Conditions when, CancellationToken cancel) => Again(async () =>
    {
        var (way, place) = await reaches.Look(memberId, path, cancel);
        if ((DocumentRules.RefuseFolder(place, when) ?? way.Reach.RefuseChange) is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        await using var writing = await Writing.Begin(store, memberId, [way], []);
        if (await locks.Refuse(writing.Session, way.Space, memberId, when, [LockNeed.ToWrite(place)], cancel) is { } locked)
        {
            return Outcome.Refused(locked);
        }

        var entry = await entries.New(way.Space, place.Name);
        using var key = entry.Key;
        writing.Keep(key);
        return await writing.Save(DocumentRules.MakeFolder(way.Space, place, when, entry, memberId, time.GetUtcNow()), true) with { EntryId = entry.Id };
    });

    /// <summary>Deletes a document, or a folder and all that lies in it.</summary>
    public Task<Outcome> Delete(Guid memberId, IReadOnlyList<string> path, Conditions when, CancellationToken cancel) => Again(async () =>
    {
        var (way, place) = await reaches.Look(memberId, path, cancel);
        if ((place.Entry is null ? null : way.Reach.RefuseChange ?? way.Reach.RefuseRemoval(place)) is { } refusal)
        {
            return Outcome.Refused(refusal);
        }

        await using var writing = await Writing.Begin(store, memberId, [way], [place]);
        if (await locks.Refuse(writing.Session, way.Space, memberId, when, [LockNeed.ToRemove(place)], cancel) is { } locked)
        {
            return Outcome.Refused(locked);
        }

        return await writing.Save(DocumentRules.Delete(way.Space, writing.Now(place), when, memberId, time.GetUtcNow()), false);
    });

    // No token: the bytes are here, and a device that hangs up now is told at its next question.
    private async Task<(Outcome Outcome, KeptBytes Named)> Name(
        Guid memberId, IReadOnlyList<string> path, Conditions when, KeptBytes stored, (Way, Place)? fresh, string? device, FileFacts? facts)
    {
        (NewEntry Entry, Guid SpaceId)? made = null;
        var named = stored;

        // A small file is mostly here as soon as it is asked about. However old, what was seen is checked at the commit: only who loses a race looks again.
        var outcome = await Again(async () =>
        {
            var (way, place) = fresh ?? await reaches.Look(memberId, path, CancellationToken.None);
            fresh = null;
            if (way.Reach.RefuseChange is { } lost)
            {
                return Outcome.Refused(lost);
            }

            await using var writing = await Writing.Begin(store, memberId, [way], [place]);
            var tag = await twins.TagOf(way.Space, stored, CancellationToken.None);
            named = (tag is null ? null : await twins.Find(way.Space, tag, stored, CancellationToken.None)) ?? stored;
            if (named.Rests is { Count: > 0 } rests)
            {
                writing.Session.StillKept(way.Space.Id, rests);
            }

            if (await locks.Refuse(writing.Session, way.Space, memberId, when, [LockNeed.ToWrite(place)], CancellationToken.None) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            if (place.Entry is null && made?.SpaceId != way.Space.Id)
            {
                made = (await entries.New(way.Space, place.Name), way.Space.Id);
            }

            var entry = place.Entry is { } there ? new NewEntry(there.Id, writing.Entry(there).Name) : made!.Value.Entry; // made above
            // In a space of others the device is not named: it would outlive the erasure of who put it there.
            var version = await bytes.Seal(named, entry.Name.Subject, way.Reach.Name is null ? device : null, facts, entry.Key);
            writing.Keep(entry.Key);
            if (named.Small is { } small)
            {
                VersionBlobs.Add(writing.Session, named.Blob, small);
            }

            if (tag is not null && named.IsOurs)
            {
                Twins.Add(writing.Session, way.Space.Id, tag, named.Blob);
            }

            var decision = DocumentRules.Put(way.Space, writing.Now(place), when, entry, version, memberId, time.GetUtcNow());
            return await writing.Save(decision, place.Entry is null, DocumentRules.TagOf(version)) with { EntryId = entry.Id };
        });
        made?.Entry.Key?.Dispose();
        return (outcome, named);
    }

    // What a large document holds now; of a small one nothing is asked.
    private async Task<VersionBytes?> NewestOf(Place seen, long? length, CancellationToken cancel)
    {
        if (length < DocumentLimits.ComparedBytes || seen.Entry is not { IsFolder: false } card)
        {
            return null;
        }

        await using var session = store.QuerySession();
        return (await session.LoadAsync<Entry>(card.Id, cancel))?.Versions[^1].Bytes;
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
    /// <summary>The document that was put or the folder that was made.</summary>
    public Guid? EntryId { get; init; }

    public static Outcome Refused(Refusal refusal) => new(false, null, refusal);
}
