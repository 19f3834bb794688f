using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Holds;

/// <summary>
/// What is held now: a row for each folder, document or space at which a hold in force begins; it reaches down to all that lies below, in the tree
/// and in the trash. What leaves such a place while it is held takes the hold along, as a row of its own. Written in the transaction of the event.
/// </summary>
internal static class HoldTable
{
    // holds_over: the way up from an entry, through the tree and through the trash, and its space, for in the trash the way may have been lost before.
    // is_held: of a deletion in the trash, also by what went with it.
    public static SchemaScript Script { get; } = new("Documents, holds", """
        create table if not exists node.hold_anchor (entry_id uuid not null, hold_id uuid not null, space_id uuid not null, primary key (entry_id, hold_id));
        create index if not exists hold_anchor_hold on node.hold_anchor (hold_id);
        create index if not exists hold_anchor_space on node.hold_anchor (space_id);

        create or replace function node.holds_over(of_entry uuid) returns setof uuid language sql stable as $$
            with recursive up (id) as (
                select of_entry where exists (select from node.hold_anchor)
                union
                select above.parent_id from up cross join lateral (
                    select parent_id from node.entry where entry.id = up.id and parent_id is not null
                    union all
                    select parent_id from node.trashed_entry where trashed_entry.id = up.id
                    limit 1) as above),
            known (id) as (
                select id from up
                union select space_id from node.entry where id = of_entry
                union select space_id from node.trashed_entry where id = of_entry)
            select distinct anchor.hold_id from known join node.hold_anchor as anchor on anchor.entry_id = known.id
        $$;

        create or replace function node.is_held(of_entry uuid) returns boolean language sql stable as $$
            select exists (select from node.holds_over(of_entry)) or exists (
                select from node.hold_anchor as anchor join node.trashed_entry as trashed on trashed.id = anchor.entry_id where trashed.trash_id = of_entry)
        $$;
        """);

    /// <summary>Follows holds, and what is moved or restored; before the tree does, for it asks where things were.</summary>
    public static void Apply(IDocumentOperations operations, object data)
    {
        switch (data)
        {
            case HoldPlaced placed:
                operations.QueueSqlCommand("insert into node.hold_anchor (entry_id, hold_id, space_id) values (?, ?, ?)", placed.EntryId, placed.HoldId, placed.SpaceId);
                break;
            case HoldReleased released:
                operations.QueueSqlCommand("delete from node.hold_anchor where hold_id = ?", released.HoldId);
                break;
            case EntryMoved moved:
                TakeAlong(operations, moved.EntryId, moved.ParentId, moved.SpaceId);
                break;
            case EntryRestored restored:
                TakeAlong(operations, restored.EntryId, restored.ParentId, restored.SpaceId);
                break;
            case SpaceErased erased:
                operations.QueueSqlCommand("delete from node.hold_anchor where space_id = ?", erased.SpaceId);
                break;
        }
    }

    // A hold on the whole space reaches it wherever it goes.
    private static void TakeAlong(IDocumentOperations operations, Guid entryId, Guid to, Guid spaceId) => operations.QueueSqlCommand("""
        insert into node.hold_anchor (entry_id, hold_id, space_id)
        select cast(? as uuid), hold_id, cast(? as uuid) from node.holds_over(?) as over (hold_id)
        where not exists (select from node.hold_anchor as whole where whole.hold_id = over.hold_id and whole.entry_id = whole.space_id)
            and not exists (select from node.entry where id = ? and parent_id = ?)
        on conflict do nothing
        """, entryId, spaceId, entryId, entryId, to);
}
