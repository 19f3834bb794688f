using System.Text;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Locks;

/// <summary>Grants, prolongs and ends locks.</summary>
internal sealed class LockDesk(Reaches reaches, DocumentViews views, DocumentDesk desk, LockTable locks, KeyVault vault, TimeProvider time)
{
    /// <summary>Locks what is at a path; where nothing is, an empty document is put first (RFC 4918 §7.3).</summary>
    /// <param name="device">What the member calls the device that asks.</param>
    public async Task<LockOutcome> Take(Guid by, IReadOnlyList<string> path, LockWish wish, Conditions when, string? device, CancellationToken cancel)
    {
        var created = false;
        for (var attempt = 0; attempt < DocumentLimits.Attempts; attempt++)
        {
            var way = await reaches.To(by, path, cancel);
            var (space, place) = (way.Space, await views.Find(way, cancel));
            if (place.Entry is not null && way.Reach.RefuseChange is { } readOnly)
            {
                return LockOutcome.Refused(readOnly);
            }

            if (attempt == 0 && await locks.Count(space.Id, cancel) >= DocumentLimits.MostLocks)
            {
                return LockOutcome.Refused(new DocumentRefusal.TooManyLocks());
            }

            if (place.Entry is null)
            {
                var put = await desk.Put(by, path, when with { IfNoneMatch = [Conditions.Any] }, Stream.Null, 0, cancel, device);
                if (put.Refusal is { } refusal and not DocumentRefusal.ChangedMeanwhile)
                {
                    return LockOutcome.Refused(refusal);
                }

                created |= put.Created;
                continue;
            }

            if (!when.Hold(place.Entry))
            {
                return LockOutcome.Refused(new DocumentRefusal.ChangedMeanwhile());
            }

            var inside = wish.IsDeep ? await locks.Inside(space.Id, place, cancel) : [];
            if (LockRules.RefuseLock(place, inside, wish) is { } conflict)
            {
                return LockOutcome.Refused(conflict);
            }

            var held = await New(space, place, wish, by, cancel);
            if (await locks.Grant(space.Id, place, held, [.. place.Locks, .. inside], cancel))
            {
                return new(held, created, null);
            }
        }

        return LockOutcome.Refused(new DocumentRefusal.Busy());
    }

    /// <summary>Prolongs one of the locks whose tokens are shown, as long as its holder may write there.</summary>
    public async Task<LockOutcome> Renew(Guid by, IReadOnlyList<string> path, IReadOnlyCollection<Guid> tokens, TimeSpan howLong, CancellationToken cancel)
    {
        var way = await reaches.To(by, path, cancel);
        var covering = LockRules.Covering(await views.Find(way, cancel)).Where(held => tokens.Contains(held.Token)).ToList();
        if (covering.Find(held => held.HolderId == by) is not { } mine)
        {
            return LockOutcome.Refused(covering.Count > 0 ? new DocumentRefusal.NotYourLock() : new DocumentRefusal.NoSuchLock());
        }

        if (way.Reach.RefuseChange is { } readOnly)
        {
            return LockOutcome.Refused(readOnly);
        }

        var prolonged = mine with { ExpiresAt = time.GetUtcNow() + howLong };
        return await locks.Renew(prolonged, cancel) ? new(prolonged, false, null) : LockOutcome.Refused(new DocumentRefusal.NoSuchLock());
    }

    /// <summary>Ends a lock that covers what is at a path.</summary>
    public async Task<Refusal?> GiveBack(Guid by, IReadOnlyList<string> path, Guid token, CancellationToken cancel)
    {
        var place = await views.Find(await reaches.To(by, path, cancel), cancel);
        var held = LockRules.Covering(place).FirstOrDefault(each => each.Token == token);
        if (held is null || place.Entry is null)
        {
            return new DocumentRefusal.NoSuchLock();
        }

        if (held.HolderId != by)
        {
            return new DocumentRefusal.NotYourLock();
        }

        await locks.Remove(token, cancel);
        return null;
    }

    /// <summary>What the holder's program wrote about itself; null when nothing, or when who it was written for is erased.</summary>
    public async Task<string?> NoteOf(Space space, HeldLock held, CancellationToken cancel) =>
        held.Note is { } box && (await vault.OpenBytes(space.Key, Context(held.Token), box, cancel)).TryGet(out var note) ? Encoding.UTF8.GetString(note) : null;

    private async Task<HeldLock> New(Space space, Place place, LockWish wish, Guid by, CancellationToken cancel)
    {
        var token = Guid.CreateVersion7(time.GetUtcNow());
        var note = wish.Note is null ? null : await vault.SealBytes(space.Key, Context(token), Encoding.UTF8.GetBytes(wish.Note), cancel);
        return new(token, place.Entry!.Id, place.Path, place.Entry.IsFolder, wish.IsDeep, wish.IsExclusive, by, note, time.GetUtcNow() + wish.For); // asked before
    }

    private static string Context(Guid token) => $"lock {token:n}";
}

/// <summary>How asking for a lock ended.</summary>
/// <param name="Held">The lock; null when refused.</param>
/// <param name="Created">Whether an empty document was put for it.</param>
/// <param name="Refusal">Why there is none.</param>
internal sealed record LockOutcome(HeldLock? Held, bool Created, Refusal? Refusal)
{
    public static LockOutcome Refused(Refusal refusal) => new(null, false, refusal);
}
