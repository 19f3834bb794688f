using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Holds;

/// <summary>
/// The one gate before everything that destroys: the trash, the thinning of versions, programs' scraps, the end of a member's key. Each asks before it
/// decides, and says in the transaction that destroys that it is still so. Placing a hold takes turns with all of them, or locks the key they end.
/// </summary>
internal sealed class HoldGate(NpgsqlDataSource source)
{
    /// <summary>Those of some documents, or of deletions in the trash, of which nothing may be destroyed.</summary>
    public async Task<IReadOnlySet<Guid>> Held(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        (await source.List("select id from unnest($1) as id where node.is_held(id)", row => row.GetGuid(0), cancel, ids.ToArray())).ToHashSet();

    /// <summary>Whether one may not be destroyed.</summary>
    public async Task<bool> IsHeld(Guid id, CancellationToken cancel) => (await Held([id], cancel)).Count > 0;
}

/// <summary>The same, at the commit: see <see cref="Guards"/>.</summary>
internal static class HoldGuard
{
    /// <summary>None of these came under a hold meanwhile; queued after the turn in their space.</summary>
    public static void StillFree(this IDocumentSession session, IReadOnlyCollection<Guid> ids) => session.QueueSqlCommand(
        "select 1 / (case when exists (select from unnest(?) as id where node.is_held(id)) then 0 else 1 end)", ids.ToArray());

    /// <summary>Nothing in a space came under a hold meanwhile; queued after the end of the space's key, whose row whoever places a hold locks.</summary>
    public static void NothingHeld(this IDocumentSession session, Guid spaceId) => session.QueueSqlCommand(
        "select 1 / (case when exists (select from node.hold_anchor where space_id = ?) then 0 else 1 end)", spaceId);
}
