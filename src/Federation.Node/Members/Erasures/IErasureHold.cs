using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Members.Erasures;

/// <summary>A room that may keep a member from being erased for a while, because something of theirs must not be destroyed (GDPR art. 17(3)).</summary>
public interface IErasureHold
{
    /// <summary>What holds a member back now; empty: nothing.</summary>
    Task<IReadOnlyList<HeldBack>> Of(Guid memberId, CancellationToken cancel);

    /// <summary>
    /// Queues a check that undoes the transaction, with a division by zero, when by its commit something holds the member back. Queued after the end of
    /// the member's key, so that whoever holds something back and whoever erases meet at the key's row.
    /// </summary>
    void Respect(IDocumentSession session, Guid memberId);
}

/// <summary>Why an erasure waits, for the member and for administrators.</summary>
/// <param name="What">What is kept.</param>
/// <param name="Told">Why, as far as the member is told.</param>
/// <param name="Since">Since when.</param>
public sealed record HeldBack(Text What, string Told, DateTimeOffset Since);
