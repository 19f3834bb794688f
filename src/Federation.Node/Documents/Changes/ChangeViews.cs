using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.Changes;

/// <summary>Reads what changed. All of an answer is read from one snapshot: the tree, what happened to it, and the number to ask from next.</summary>
internal sealed class ChangeViews(NpgsqlDataSource source)
{
    private const string Columns = "id, parent_id, name, is_folder, length, tag, made_at, changed_at";

    /// <summary>Where to ask from next, in some spaces: nothing that is not seen now has a lower number.</summary>
    public async Task<ChangeMark> Now(IReadOnlyCollection<Guid> spaceIds, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await Now(connection, spaceIds, cancel) ?? (await Now(connection, spaceIds, cancel))!; // who lost the race for the era sees it now
    }

    /// <summary>What changed below some folders since a number, and where to ask from next.</summary>
    /// <param name="tops">Where to look, each with the number to look from; 0: everything.</param>
    /// <param name="deep">All that lies below; false: only what lies directly in it.</param>
    /// <returns>Null: what happened since then is partly forgotten.</returns>
    public async Task<(ChangeMark Mark, IReadOnlyList<EntryChange> Changes)?> Since(IReadOnlyList<ChangeTop> tops, bool deep, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var spaceIds = tops.Select(top => top.SpaceId).Distinct().ToArray();
        ChangeMark mark;
        try
        {
            mark = (await Now(connection, spaceIds, cancel))!; // a snapshot that must not see who won the race for the era is refused instead
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            await snapshot.RollbackAsync(cancel);
            return await Since(tops, deep, cancel); // the era is there now
        }

        foreach (var top in tops.Where(top => top.Since > 0))
        {
            if (await connection.List("select number from node.change_floor where space_id = $1 and number >= $2", row => row.GetInt64(0), cancel, top.SpaceId, top.Since) is not [])
            {
                return null;
            }
        }

        var changes = new List<EntryChange>();
        foreach (var top in tops)
        {
            changes.AddRange(top.Since == 0 ? await All(connection, top, deep, cancel) : await Changed(connection, top, deep, cancel));
        }

        await snapshot.CommitAsync(cancel); // the era, if it began now
        return (mark, changes);
    }

    // The lowest number under way, or one more than the last that changed something here: it stays the same while nothing does. The first to ask begins
    // the era; null for who asked at that very moment, once the era is there.
    private static async Task<ChangeMark?> Now(NpgsqlConnection connection, IReadOnlyCollection<Guid> spaceIds, CancellationToken cancel) => (await connection.List("""
        with made as (
            insert into node.change_era (one, id) select 1, gen_random_uuid() where not exists (select from node.change_era) on conflict do nothing returning id)
        select era.id, least(pg_snapshot_xmin(pg_current_snapshot())::text::bigint, 1 + greatest(
            (select max(number) from unnest($1) as space cross join lateral (select max(number) as number from node.entry_change where space_id = space) as last),
            (select max(number) from node.change_floor where space_id = any($1)), 0))
        from (select id from node.change_era union all select id from made) as era
        """, row => new ChangeMark(row.GetGuid(0), row.GetInt64(1)), cancel, spaceIds.ToArray())).SingleOrDefault();

    private static async Task<IEnumerable<EntryChange>> All(NpgsqlConnection connection, ChangeTop top, bool deep, CancellationToken cancel)
    {
        var tree = new Dictionary<Guid, EntryCard>();
        await Down(connection, tree, [top.FolderId], deep, cancel);
        return tree.Values.Select(card => PathOf(tree, top.FolderId, card) is { } path ? new EntryChange(top, path, card.Id, card.IsFolder, card) : null).OfType<EntryChange>();
    }

    private static async Task<IEnumerable<EntryChange>> Changed(NpgsqlConnection connection, ChangeTop top, bool deep, CancellationToken cancel)
    {
        var moved = await connection.List(
            "select entry_id, bool_or(is_moved) from node.entry_change where space_id = $1 and number >= $2 and name is null group by entry_id",
            row => (Id: row.GetGuid(0), Moved: row.GetBoolean(1)), cancel, top.SpaceId, top.Since);
        var gone = await Gone(connection, top, cancel);
        var tree = new Dictionary<Guid, EntryCard>();
        await Read(connection, tree, $"""
            with recursive up as (
                select {Columns} from node.entry where id = any($1)
                union select above.* from up cross join lateral (select {Columns} from node.entry where id = up.parent_id limit 1) as above)
            select {Columns} from up
            """, cancel, moved.Select(each => each.Id).Concat(gone.Select(each => each.FolderId)).Distinct().ToArray());
        var touched = tree.Keys.ToHashSet(); // folders above a change included: their tags changed
        if (deep)
        {
            var whole = moved.Where(each => each.Moved && tree.TryGetValue(each.Id, out var card) && card.IsFolder && PathOf(tree, top.FolderId, card) is not null).Select(each => each.Id).ToArray();
            await Down(connection, tree, whole, true, cancel);
            touched = [.. tree.Keys];
        }

        var live = touched.Select(id => tree[id]).Select(card => PathOf(tree, top.FolderId, card) is { } path && (deep || path.Count <= 1) ? new EntryChange(top, path, card.Id, card.IsFolder, card) : null);
        var left = gone.Select(each => tree.TryGetValue(each.FolderId, out var folder) && PathOf(tree, top.FolderId, folder) is { } path && path.Count + each.Names.Length is var depth && (deep || depth == 1)
            ? new EntryChange(top, [.. path, .. each.Names], each.EntryId, each.IsFolder, null) : null);
        return live.Concat(left).OfType<EntryChange>().DistinctBy(change => (string.Join('/', change.Path), change.Card is null));
    }

    // Names under which nothing is now. Where a folder of another kind or content is under the name of one that left, what the first held is gone
    // one by one; else all of it is gone with the name.
    private static Task<IReadOnlyList<(Guid FolderId, string[] Names, Guid EntryId, bool IsFolder)>> Gone(NpgsqlConnection connection, ChangeTop top, CancellationToken cancel) => connection.List("""
        with recursive gone as (
            select change.parent_id as folder_id, array[change.name] as names, change.entry_id, array[change.entry_id] as ids, change.is_folder, live.id as live_id
            from node.entry_change as change
            left join lateral (select id from node.entry where parent_id = change.parent_id and name = change.name limit 1) as live on true
            where change.space_id = $1 and change.number >= $2 and change.name is not null
            union
            select folder_id, names || inside.name, inside.id, ids || inside.id, inside.is_folder, live.id
            from gone cross join lateral (
                select id, name, is_folder from node.entry where parent_id = gone.entry_id
                union select id, name, is_folder from node.trashed_entry where parent_id = gone.entry_id
                union select entry_id, name, is_folder from node.entry_change where parent_id = gone.entry_id and number >= $2 and name is not null) as inside
            left join lateral (select id from node.entry where parent_id = gone.live_id and name = inside.name limit 1) as live on true
            where gone.is_folder and gone.live_id is not null and not inside.id = any(gone.ids))
        select distinct on (folder_id, names) folder_id, names, entry_id, is_folder from gone where live_id is null order by folder_id, names, is_folder desc
        """, row => (row.GetGuid(0), row.GetFieldValue<string[]>(1), row.GetGuid(2), row.GetBoolean(3)), cancel, top.SpaceId, top.Since);

    private static Task Down(NpgsqlConnection connection, Dictionary<Guid, EntryCard> tree, Guid[] folderIds, bool deep, CancellationToken cancel) => Read(connection, tree, $"""
        with recursive down as (
            select {Columns}, 1 as step from node.entry where id = any($1)
            union
            select inside.*, step + 1 from down cross join lateral (select {Columns} from node.entry where parent_id = down.id offset 0) as inside where down.is_folder and ($2 or step = 1))
        select {Columns} from down
        """, cancel, folderIds, deep);

    private static async Task Read(NpgsqlConnection connection, Dictionary<Guid, EntryCard> tree, string sql, CancellationToken cancel, params object[] values)
    {
        foreach (var card in await connection.List(sql, DocumentViews.Card, cancel, values))
        {
            tree[card.Id] = card;
        }
    }

    // Names from a folder down; null when it does not lie there.
    private static List<string>? PathOf(Dictionary<Guid, EntryCard> tree, Guid folderId, EntryCard card)
    {
        var names = new List<string>();
        for (; card.Id != folderId; card = tree[card.ParentId!.Value])
        {
            names.Add(card.Name);
            if (card.ParentId is not { } above || !tree.ContainsKey(above))
            {
                return null;
            }
        }

        names.Reverse();
        return names;
    }
}

/// <summary>Where to ask from: whoever asks from here misses nothing that was not seen.</summary>
/// <param name="Era">Numbers of another era mean nothing.</param>
/// <param name="Number">Of transactions.</param>
internal sealed record ChangeMark(Guid Era, long Number);

/// <summary>Where to look for changes.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="FolderId">A folder or document in it, or the space itself.</param>
/// <param name="Since">The number from which on; 0: everything.</param>
/// <param name="Path">Where it is shown, from the top of the member's own documents.</param>
internal sealed record ChangeTop(Guid SpaceId, Guid FolderId, long Since, IReadOnlyList<string> Path);

/// <summary>Something that changed or is new, or a name under which nothing is any more.</summary>
/// <param name="Top">Where it was looked for.</param>
/// <param name="Path">Names from there down; empty: the place itself.</param>
/// <param name="EntryId">What it is or was.</param>
/// <param name="IsFolder">Whether that is or was a folder.</param>
/// <param name="Card">What is there; null: nothing.</param>
internal sealed record EntryChange(ChangeTop Top, IReadOnlyList<string> Path, Guid EntryId, bool IsFolder, EntryCard? Card);
