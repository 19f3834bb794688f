using Marten;

namespace Federation.Node.Documents;

/// <summary>
/// What a decision took for granted about the tree and no event stream protects, checked and locked in its own transaction. When it is
/// no longer so, a division by zero undoes the whole, and the desk looks again.
/// </summary>
internal static class Guards
{
    /// <summary>The entry is still where it was seen.</summary>
    public static void StillThere(this IDocumentSession session, EntryCard seen) => session.QueueSqlCommand("""
        with seen as (select 1 from node.entry where id = ? and parent_id = ? and name = ? for no key update)
        select 1 / (select count(*) from seen)
        """, seen.Id, seen.ParentId!.Value, seen.Name); // the root is never written

    /// <summary>
    /// A folder does not come to lie in itself: moves of folders in a space take turns, and each looks at the way up from where it leads.
    /// </summary>
    public static void StaysATree(this IDocumentSession session, Guid spaceId, Guid folderId, Guid destinationId)
    {
        session.QueueSqlCommand("select 1 from node.entry where id = ? for no key update", spaceId);
        session.QueueSqlCommand("""
            with recursive up as (
                select id, parent_id from node.entry where id = ? union select entry.id, entry.parent_id from up join node.entry on entry.id = up.parent_id)
            select 1 / (case when bool_or(id = ?) then 0 else 1 end) from up
            """, destinationId, folderId);
    }
}
