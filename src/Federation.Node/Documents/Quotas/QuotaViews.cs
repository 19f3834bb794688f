using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Npgsql;

namespace Federation.Node.Documents.Quotas;

/// <summary>Reads how full spaces are.</summary>
internal sealed class QuotaViews(NpgsqlDataSource source)
{
    private const string Use = """
        coalesce((select sum(bytes) from node.space_use where space_id = space.id), 0)::bigint, coalesce(space.max_bytes, (select max_bytes from node.space_default))
        """;

    /// <summary>How full a space is; one that is gone holds nothing.</summary>
    public async Task<SpaceUse> Of(Guid spaceId, CancellationToken cancel) =>
        await source.List($"select {Use} from node.space where id = $1", row => new SpaceUse(row.GetInt64(0), Most(row, 1)), cancel, spaceId) is [var use] ? use : new(0, null);

    /// <summary>What every space may hold of which nothing else was said; null: no limit.</summary>
    public async Task<long?> Default(CancellationToken cancel) =>
        await source.List("select max_bytes from node.space_default", row => Most(row, 0), cancel) is [var most] ? most : null;

    /// <summary>Group spaces, and members' own that have a limit of their own; fullest first. The names are those of groups.</summary>
    public Task<IReadOnlyList<LimitedSpace>> Limited(ListPage page, CancellationToken cancel) => source.List($"""
        select space.id, space.owner_id, space.name, space.max_bytes, {Use} from node.space where owner_id is null or max_bytes is not null
        order by 5 desc, space.id offset $1 limit $2
        """,
        row => new LimitedSpace(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.IsDBNull(2) ? "" : row.GetString(2), Most(row, 3), new(row.GetInt64(4), Most(row, 5))),
        cancel, page.Before, ListPage.Asked);

    /// <summary>How many members have a space of their own, and what these hold together.</summary>
    public async Task<(long Count, long Bytes)> Own(CancellationToken cancel) => (await source.List("""
        select count(*), coalesce(sum((select sum(bytes) from node.space_use where space_id = space.id)), 0)::bigint from node.space where owner_id is not null
        """, row => (row.GetInt64(0), row.GetInt64(1)), cancel))[0];

    private static long? Most(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

/// <summary>A space as administrators see it: how much is in it, nothing of what.</summary>
/// <param name="Id">The space.</param>
/// <param name="OwnerId">Whose own it is; null: a group's.</param>
/// <param name="Name">What a group calls it, or the owner's name.</param>
/// <param name="MaxBytes">Its own limit; null: that of all.</param>
/// <param name="Use">How full it is.</param>
internal sealed record LimitedSpace(Guid Id, Guid? OwnerId, string Name, long? MaxBytes, SpaceUse Use);
