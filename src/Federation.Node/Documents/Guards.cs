using Federation.Node.Documents.Spaces;
using Federation.Storage.Blobs;
using Marten;

namespace Federation.Node.Documents;

/// <summary>
/// What a decision took for granted about the tree and no event stream protects, checked and locked in its own transaction. When it is
/// no longer so, a division by zero undoes the whole, and the desk looks again.
/// </summary>
internal static class Guards
{
    /// <summary>
    /// Moves and deletions in a space take turns, from here to the commit. Without it a deletion that has listed what lies in a folder would
    /// take along what is moved out of it meanwhile. First of all guards, so that nobody waits here holding what the next one needs.
    /// </summary>
    public static void TakeTurns(this IDocumentSession session, Guid spaceId) =>
        session.QueueSqlCommand("select 1 from node.entry where id = ? for no key update", spaceId);

    /// <summary>The entry is still where it was seen.</summary>
    public static void StillThere(this IDocumentSession session, EntryCard seen) => session.QueueSqlCommand("""
        with seen as (select 1 from node.entry where id = ? and parent_id = ? and name = ? for no key update)
        select 1 / (select count(*) from seen)
        """, seen.Id, seen.ParentId!.Value, seen.Name); // the root is never written

    /// <summary>What is moved does not come to lie in itself: looks at the way up from where it leads.</summary>
    public static void StaysATree(this IDocumentSession session, EntryMoved moved) => session.QueueSqlCommand("""
        with recursive up as (
            select id, parent_id from node.entry where id = ? union select entry.id, entry.parent_id from up join node.entry on entry.id = up.parent_id)
        select 1 / (case when bool_or(id = ?) then 0 else 1 end) from up
        """, moved.ParentId, moved.EntryId);

    /// <summary>The member may still write there; whoever takes that back waits for what is being kept, and nothing is kept afterwards.</summary>
    public static void StillMay(this IDocumentSession session, Guid memberId, Reach reach) =>
        session.QueueSqlCommand("call node.respect_role(?, ?, ?)", memberId, reach.Space.Id, reach.Top.Id);

    /// <summary>The space was not closed meanwhile; who closes it waits for what is being done, and nothing is done afterwards.</summary>
    public static void StillOpen(this IDocumentSession session, Guid spaceId) => session.QueueSqlCommand(
        "with still as (select 1 from node.space where id = ? and destroy_at is null for share) select 1 / (select count(*) from still)", spaceId);

    /// <summary>
    /// The bytes that are to be named once more are still named by a version, and stay so to the commit: what removes bytes takes turns too.
    /// </summary>
    public static void StillKept(this IDocumentSession session, Guid spaceId, IReadOnlyCollection<BlobId> blobs)
    {
        session.TakeTurns(spaceId);
        session.QueueSqlCommand("""
            update node.entry set name = name where id = ? and 1 / (
                case when (select count(*) from unnest(?) as named where exists (select from node.document_version as version where version.blob = named)
                    or exists (select from node.document_version as version where version.others @> array[named])) = ? then 1 else 0 end) = 0
            """, spaceId, blobs.Select(blob => blob.ToString()).ToArray(), blobs.Count);
    }
}
