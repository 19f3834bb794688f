using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.Retention;

/// <summary>Reads rules and what they will do.</summary>
internal sealed class RetentionViews(NpgsqlDataSource source, TimeProvider time)
{
    private const string Untouched = "not exists (select from node.entry_lock where entry_lock.entry_id = entry.id and expires_at > $2)";

    /// <summary>The rule that a space follows now; null: none.</summary>
    public async Task<RetentionNow?> Of(Guid spaceId, CancellationToken cancel) => await source.List($"""
        select rule_id, since, {RetentionTable.Days}, exists (select from node.retention where space_id = $1) from node.retention_now where space_id = $1
        """, row => new RetentionNow(Rule(row, 0, 2), row.GetFieldValue<DateTimeOffset>(1), row.GetBoolean(5)), cancel, spaceId) is [var now] ? now : null;

    /// <summary>The rule of every space that has none of its own; null: none.</summary>
    public async Task<RetentionRule?> OfAll(CancellationToken cancel) => await source.List(
        $"select rule_id, {RetentionTable.Days} from node.retention where space_id = $1", row => Rule(row, 0, 1), cancel, Guid.Empty) is [var rule] ? rule : null;

    /// <summary>Documents that a rule sends to the trash, first those that go first.</summary>
    /// <param name="since">Since when the rule holds; now for one that nobody made yet.</param>
    public Task<IReadOnlyList<DueDocument>> Due(Guid spaceId, RetentionRule rule, DateTimeOffset since, int most, CancellationToken cancel) =>
        rule.DeleteAfterDays is not { } days ? Task.FromResult<IReadOnlyList<DueDocument>>([]) : source.List($"""
            select entry.id, entry.name, {RetentionTable.DueAt}, node.is_held(entry.id)
            from node.entry cross join (select $2::integer as delete_after_days, $3::timestamptz as since) as rule
            where entry.space_id = $1 and not entry.is_folder order by 3, 1 limit $4
            """, row => new DueDocument(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3)), cancel, spaceId, days, since, most);

    /// <summary>When a document goes to the trash by the rule of its space; null: never.</summary>
    public async Task<DateTimeOffset?> DueAt(Guid documentId, CancellationToken cancel) => await source.List($"""
        select {RetentionTable.DueAt} from node.entry join node.retention_now as rule on rule.space_id = entry.space_id
        where entry.id = $1 and not entry.is_folder and rule.delete_after_days is not null
        """, row => row.GetFieldValue<DateTimeOffset>(0), cancel, documentId) is [var due] ? due : null;

    /// <summary>What a rule for every space would do in each group space that has none of its own: how many documents it holds, and when the first goes.</summary>
    public Task<IReadOnlyList<DueSpace>> DueInAll(RetentionRule rule, CancellationToken cancel) =>
        rule.DeleteAfterDays is not { } days ? Task.FromResult<IReadOnlyList<DueSpace>>([]) : source.List($"""
            select space.name, count(*), min({RetentionTable.DueAt})
            from node.space join node.entry on entry.space_id = space.id and not entry.is_folder
                cross join (select $1::integer as delete_after_days, $2::timestamptz as since) as rule
            where space.owner_id is null and not exists (select from node.retention where retention.space_id = space.id)
            group by space.id, space.name order by 3, space.id
            """, row => new DueSpace(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2)), cancel, days, time.GetUtcNow());

    /// <summary>Spaces whose rule sends documents to the trash, and the rule.</summary>
    public Task<IReadOnlyList<(Guid SpaceId, Guid RuleId)>> Deleting(CancellationToken cancel) => source.List(
        "select space_id, rule_id from node.retention_now where delete_after_days is not null order by space_id", row => (row.GetGuid(0), row.GetGuid(1)), cancel);

    /// <summary>Documents of a space whose day has come, that are not held and that nobody is working on.</summary>
    public Task<IReadOnlyList<Guid>> DueNow(Guid spaceId, int most, CancellationToken cancel) => source.List($"""
        select entry.id from node.retention_now as rule join node.entry on entry.space_id = rule.space_id
        where rule.space_id = $1 and rule.delete_after_days is not null and not entry.is_folder and {RetentionTable.DueAt} <= $2 and {Untouched} and not node.is_held(entry.id)
        order by entry.id limit $3
        """, row => row.GetGuid(0), cancel, spaceId, time.GetUtcNow(), most);

    private static RetentionRule Rule(NpgsqlDataReader row, int id, int days) => new(row.GetGuid(id), Days(row, days), Days(row, days + 1), Days(row, days + 2));

    private static int? Days(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}

/// <summary>The rule of a space.</summary>
/// <param name="Rule">What it says.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsOwn">The space's own; else that of every space.</param>
internal sealed record RetentionNow(RetentionRule Rule, DateTimeOffset Since, bool IsOwn);

/// <summary>A document that goes to the trash.</summary>
/// <param name="Id">The document.</param>
/// <param name="Name">What it is called.</param>
/// <param name="At">When.</param>
/// <param name="IsHeld">It is held, and stays as long.</param>
internal sealed record DueDocument(Guid Id, string Name, DateTimeOffset At, bool IsHeld);

/// <summary>A group space as administrators see it.</summary>
/// <param name="Name">What the group calls it.</param>
/// <param name="Documents">How many documents are in it.</param>
/// <param name="First">When the first of them goes.</param>
internal sealed record DueSpace(string Name, long Documents, DateTimeOffset First);
