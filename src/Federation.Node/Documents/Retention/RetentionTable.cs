using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Retention;

/// <summary>The rules of how long documents stay, and what they say of each space; written in the transaction of the event.</summary>
internal static class RetentionTable
{
    /// <summary>The columns of a rule in <c>node.retention_now</c>.</summary>
    public const string Days = "delete_after_days, trash_days, keep_versions_days";

    // The row of no space is that of all which have none of their own. What members have for themselves is deleted by nobody's rule but theirs, and what is
    // in a closed space by none (docs/decisions/0047).
    // trash_due: a rule that makes the time shorter reaches what is there already only after the notice.
    public static SchemaScript Script { get; } = new("Documents, retention", $$"""
        create table if not exists node.retention (
            space_id uuid primary key, rule_id uuid not null, delete_after_days integer, trash_days integer, keep_versions_days integer, since timestamptz not null);
        alter table node.entry add column if not exists restored_at timestamptz;
        create or replace view node.retention_now as
            select space.id as space_id, rule.rule_id, rule.since, rule.trash_days, rule.keep_versions_days,
                case when (own.space_id is not null or space.owner_id is null) and space.destroy_at is null then rule.delete_after_days end as delete_after_days
            from node.space left join node.retention as own on own.space_id = space.id
                join node.retention as rule on rule.space_id = coalesce(own.space_id, '{{Guid.Empty}}');
        create or replace function node.trash_due(deleted_at timestamptz, days integer, since timestamptz) returns timestamptz language sql stable as $$
            select case when days is null then deleted_at + {{DocumentLimits.TrashLife.TotalDays}} * interval '24 hours'
                else greatest(deleted_at + days * interval '24 hours',
                    least(deleted_at + {{DocumentLimits.TrashLife.TotalDays}} * interval '24 hours', since + {{DocumentLimits.RetentionNotice.TotalDays}} * interval '24 hours')) end
        $$;
        """);

    /// <summary>When a document is due, in a statement with <c>entry</c> and <c>rule</c>: counted from its newest version or its return from the trash, and never before the notice is over.</summary>
    public static readonly string DueAt = $"""
        greatest((select max(at) from node.document_version where document_id = entry.id) + rule.delete_after_days * interval '24 hours',
            entry.restored_at + rule.delete_after_days * interval '24 hours', rule.since + {DocumentLimits.RetentionNotice.TotalDays} * interval '24 hours')
        """;

    /// <summary>Follows what was said.</summary>
    public static void Apply(IDocumentOperations operations, object data)
    {
        switch (data)
        {
            case SpaceRetentionSet set:
                Write(operations, set.SpaceId, set.Rule, set.At);
                break;
            case SpacesRetentionSet set:
                Write(operations, Guid.Empty, set.Rule, set.At);
                break;
            case SpaceErased erased:
                Write(operations, erased.SpaceId, null, erased.At);
                break;
        }
    }

    // -1 for none: Marten's parameters have no type when they are null.
    private static void Write(IDocumentOperations operations, Guid spaceId, RetentionRule? rule, DateTimeOffset at)
    {
        operations.QueueSqlCommand("delete from node.retention where space_id = ?", spaceId);
        if (rule is not null)
        {
            operations.QueueSqlCommand(
                $"insert into node.retention (space_id, rule_id, since, {Days}) values (?, ?, ?, nullif(?, -1), nullif(?, -1), nullif(?, -1))",
                spaceId, rule.Id, at, rule.DeleteAfterDays ?? -1, rule.TrashDays ?? -1, rule.KeepVersionsDays ?? -1);
        }
    }
}
