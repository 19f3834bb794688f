using Federation.Node.Shell;

namespace Federation.Node.Documents.Locks;

/// <summary>Decides whose locks stand in the way.</summary>
internal static class LockRules
{
    /// <summary>Why a write must wait; null when no lock hinders it.</summary>
    /// <param name="inside">Locks on what lies in the places, for needs that take all in it along.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="tokens">The tokens they show; null: they sit at the page, where their own locks need none.</param>
    public static Refusal? Refuse(IEnumerable<LockNeed> needs, IReadOnlyList<HeldLock> inside, Guid by, IReadOnlyCollection<Guid>? tokens)
    {
        var outside = needs.SelectMany(Groups).Where(group => !Holds(group, by, tokens)).SelectMany(group => group).ToList();
        var within = inside.GroupBy(each => each.EntryId).Where(group => !Holds([.. group], by, tokens)).SelectMany(group => group).ToList();
        return outside.Count > 0 ? new DocumentRefusal.Locked(Roots(outside))
            : within.Count > 0 ? new DocumentRefusal.LockedInside(Roots(within))
            : null;
    }

    /// <summary>Why a lock cannot be had; null when it can.</summary>
    /// <param name="inside">Locks on what lies in the place, for a deep one.</param>
    public static Refusal? RefuseLock(Place place, IReadOnlyList<HeldLock> inside, LockWish wish)
    {
        bool Conflicts(HeldLock held) => wish.IsExclusive || held.IsExclusive;
        var covering = Covering(place).Where(Conflicts).ToList();
        var within = wish.IsDeep ? inside.Where(Conflicts).ToList() : [];
        return covering.Count > 0 ? new DocumentRefusal.LockConflict(Roots(covering))
            : within.Count > 0 ? new DocumentRefusal.LockedInside(Roots(within))
            : null;
    }

    /// <summary>The locks that cover what is, or would come to be, at a place.</summary>
    public static IEnumerable<HeldLock> Covering(Place place) =>
        place.Locks.Where(held => held.IsDeep || held.EntryId == (place.Entry ?? place.Folder)?.Id);

    // Of the locks on one thing, one is enough: they are either one exclusive or several shared ones.
    private static IEnumerable<IReadOnlyList<HeldLock>> Groups(LockNeed need)
    {
        if (need.Itself)
        {
            yield return [.. Covering(need.Place)];
        }

        if (need.Membership)
        {
            yield return [.. need.Place.Locks.Where(held => held.EntryId != need.Place.Entry?.Id && (held.IsDeep || held.EntryId == need.Place.Folder?.Id))];
        }
    }

    private static bool Holds(IReadOnlyList<HeldLock> group, Guid by, IReadOnlyCollection<Guid>? tokens) =>
        group.Count == 0 || group.Any(held => held.HolderId == by && (tokens is null || tokens.Contains(held.Token)));

    private static IReadOnlyList<LockRoot> Roots(IEnumerable<HeldLock> locks) =>
        [.. locks.DistinctBy(held => held.EntryId).Select(held => new LockRoot(held.Root, held.RootIsFolder))];
}

/// <summary>Where a lock was taken.</summary>
/// <param name="Path">Names down to it, as the member who is told sees it.</param>
/// <param name="IsFolder">Folder or document.</param>
internal sealed record LockRoot(IReadOnlyList<string> Path, bool IsFolder);
