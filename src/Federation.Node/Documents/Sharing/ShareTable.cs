using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Sharing;

/// <summary>
/// Who was given a part of a space that is not theirs; written in the transaction of the event. What lies in the trash keeps its rows: it comes back
/// shared as it was, and until then nobody gets at it.
/// </summary>
internal static class ShareTable
{
    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.share (
            id uuid primary key,
            space_id uuid not null,
            entry_id uuid not null,
            member_id uuid,
            group_id uuid,
            role smallint not null,
            made_at timestamptz not null,
            constraint share_with_one check (num_nonnulls(member_id, group_id) = 1));
        create unique index if not exists share_once on node.share (entry_id, coalesce(member_id, group_id));
        create index if not exists share_member on node.share (member_id);
        create index if not exists share_group on node.share (group_id);
        """);

    /// <summary>Follows a share's events.</summary>
    public static void Apply(IDocumentOperations operations, object data)
    {
        switch (data)
        {
            case EntryShared shared:
                // Marten's parameters have no type when they are null.
                operations.QueueSqlCommand($"""
                    insert into node.share (id, space_id, entry_id, {(shared.MemberId is null ? "group_id" : "member_id")}, role, made_at) values (?, ?, ?, ?, ?, ?)
                    """, shared.ShareId, shared.SpaceId, shared.EntryId, (shared.MemberId ?? shared.GroupId)!.Value, (short)shared.Role, shared.At); // one of them is
                break;
            case ShareChanged changed:
                operations.QueueSqlCommand("update node.share set role = ? where id = ?", (short)changed.Role, changed.ShareId);
                break;
            case ShareEnded ended:
                operations.QueueSqlCommand("delete from node.share where id = ?", ended.ShareId);
                break;
        }
    }

    /// <summary>Forgets the shares of all that one deletion put into the trash; before that is forgotten itself.</summary>
    public static void Erase(IDocumentOperations operations, Guid trashId) => operations.QueueSqlCommand(
        "delete from node.share using node.trashed_entry where entry_id = trashed_entry.id and trash_id = ?", trashId);
}
