using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Locks;

/// <summary>Where every write of the desk asks whether a lock is in its way.</summary>
internal sealed class LockGate(LockTable locks)
{
    /// <summary>
    /// Why a write must wait; null when it may go on. The session then also watches, to its commit, that no lock comes into its way, and
    /// ends the locks on what it takes away.
    /// </summary>
    /// <param name="when">Holds the tokens that are shown.</param>
    public async Task<Refusal?> Refuse(
        IDocumentSession session, Space space, Guid by, Conditions when, IReadOnlyList<LockNeed> needs, CancellationToken cancel)
    {
        var inside = new List<HeldLock>();
        foreach (var need in needs.Where(need => need.Inside))
        {
            inside.AddRange(await locks.Inside(space.Id, need.Place, cancel));
        }

        locks.Respect(session, space.Id, needs, [.. needs.SelectMany(need => need.Place.Locks), .. inside]);
        foreach (var need in needs.Where(need => need is { Itself: true, Membership: true }))
        {
            locks.Release(session, space.Id, need.Place.Entry!, need.Successor); // what is touched itself is there
        }

        return LockRules.Refuse(needs, inside, by, when.Tokens);
    }
}
