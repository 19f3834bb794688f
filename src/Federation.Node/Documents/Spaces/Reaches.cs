using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.Spaces;

/// <summary>
/// Says what a member gets at. The one place that decides who may see and do what, asked anew by every request and again before a write is
/// kept: nothing of it is remembered, so that what is taken back is gone at once on every door.
/// </summary>
internal sealed class Reaches(NpgsqlDataSource source, PersonalSpaces personal, DocumentViews views)
{
    // What was shared with somebody who may do as much in the whole space anyway is not shown to them a second time. Each step asks for one row by
    // its key: a join would be planned over all entries of the node. A function, so that it is planned once a connection and not for every request.
    public static SchemaScript Script { get; } = new("Documents, reaches", """
        create or replace function node.reaches_of(member uuid, own uuid)
        returns table (
            id uuid, parent_id uuid, name text, is_folder boolean, length bigint, tag text, made_at timestamptz, changed_at timestamptz,
            space_id uuid, owner_id uuid, key_id uuid, role integer, shown_as text, is_taken boolean, is_direct boolean)
        language plpgsql stable set plan_cache_mode = force_generic_plan as $$
        #variable_conflict use_column
        begin
            return query
            with mine as (select space_id, role, since from node.space_person where member_id = member),
            given as (
                select entry_id, role, made_at, true as is_direct from node.share where member_id = member
                union all
                select share.entry_id, share.role, share.made_at, false
                from mine cross join lateral (select entry_id, role, made_at from node.share where group_id = mine.space_id offset 0) as share),
            found as (
                select own as space_id, own as top_id, 3 as role, null as name, '-infinity'::timestamptz as since, false as is_direct
                union all
                select space_id, space_id, role, (select name from node.space where id = space_id), since, false from mine
                union all
                select entry.space_id, entry.id, max(given.role), entry.name, min(given.made_at), bool_or(given.is_direct)
                from given cross join lateral (select id, space_id, name from node.entry where id = given.entry_id limit 1) as entry
                where entry.space_id <> own and not exists (select from mine where mine.space_id = entry.space_id and mine.role >= given.role)
                group by entry.id, entry.space_id, entry.name)
            select top.id, top.parent_id, top.name, top.is_folder, top.length, top.tag, top.made_at, top.changed_at,
                space.id, space.owner_id, space.key_id, found.role, found.name,
                (select true from node.entry where parent_id = own and entry.name = found.name limit 1) is true, found.is_direct
            from found
                cross join lateral (select id, owner_id, key_id from node.space where id = found.space_id limit 1) as space
                cross join lateral (select * from node.entry where id = found.top_id limit 1) as top
            order by found.since, found.top_id;
        end $$;
        """);

    private const string Query = "select reached.*, (select destroy_at from node.space where space.id = reached.space_id) from node.reaches_of($1, $2) as reached";

    /// <summary>All that a member gets at, their own space first.</summary>
    public async Task<IReadOnlyList<Reach>> Of(Guid memberId, CancellationToken cancel)
    {
        var found = await Read(memberId, cancel);
        if (found is not [{ Name: null }, ..])
        {
            await personal.Open(memberId, cancel);
            found = await Read(memberId, cancel);
        }

        return found;
    }

    /// <summary>Where a path of a member leads.</summary>
    public async Task<Way> To(Guid memberId, IReadOnlyList<string> path, CancellationToken cancel) => await To(await Of(memberId, cancel), path, cancel);

    /// <summary>Where a path of a member leads, and what is there.</summary>
    public async Task<(Way Way, Place Place)> Look(Guid memberId, IReadOnlyList<string> path, CancellationToken cancel)
    {
        var own = Space.PersonalIdOf(memberId);
        await using (var batch = source.CreateBatch())
        {
            // Mostly it leads into their own space: what is there is asked along, in one go.
            batch.BatchCommands.Add(Question(memberId, own));
            batch.BatchCommands.Add(views.Question(own, path));
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            if (await Read(reader, own, cancel) is [{ Name: null }, ..] all && await To(all, path, cancel) is { Reach.Name: null } way)
            {
                await reader.NextResultAsync(cancel);
                return (way, await DocumentViews.Read(reader, way, cancel));
            }
        }

        var elsewhere = await To(memberId, path, cancel);
        return (elsewhere, await views.Find(elsewhere, cancel));
    }

    /// <summary>What a member sees of an entry, by the way on which they may do most; null when they see nothing of it.</summary>
    public async Task<Sight?> Find(Guid memberId, Guid entryId, CancellationToken cancel)
    {
        var all = await Of(memberId, cancel); // first: it may open their own space
        var down = await views.Down(entryId, cancel);
        var ids = down.Select(card => card.Id).ToHashSet();
        var reach = all.Where(each => ids.Contains(each.Top.Id)).OrderByDescending(each => each.Role).FirstOrDefault();
        return reach is null ? null : new(reach, [reach.Shown, .. down.SkipWhile(card => card.Id != reach.Top.Id).Skip(1)], all);
    }

    private async Task<Way> To(IReadOnlyList<Reach> all, IReadOnlyList<string> path, CancellationToken cancel)
    {
        var reach = path.Count == 0 ? all[0] : all.FirstOrDefault(each => each.Name == path[0]) ?? all[0];
        var top = reach.IsShare ? (await views.Down(reach.Top.Id, cancel)).Skip(1).Select(card => card.Name) : [];
        return new(reach, path, [.. top]) { Others = path.Count == 0 ? [.. all.Skip(1)] : [] };
    }

    private async Task<IReadOnlyList<Reach>> Read(Guid memberId, CancellationToken cancel)
    {
        var own = Space.PersonalIdOf(memberId);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Question(memberId, own));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await Read(reader, own, cancel);
    }

    private static NpgsqlBatchCommand Question(Guid memberId, Guid own) => new(Query) { Parameters = { new() { Value = memberId }, new() { Value = own } } };

    private async Task<IReadOnlyList<Reach>> Read(NpgsqlDataReader reader, Guid own, CancellationToken cancel)
    {
        var (found, taken) = (new List<Reach>(), false);
        while (await reader.ReadAsync(cancel))
        {
            var space = new Space(reader.GetGuid(8), reader.IsDBNull(9) ? null : reader.GetGuid(9), new SubjectId(reader.GetGuid(10)))
            {
                DestroyAt = reader.IsDBNull(15) ? null : reader.GetFieldValue<DateTimeOffset>(15),
            };
            found.Add(new(space, DocumentViews.Card(reader), (SpaceRole)reader.GetInt32(11), reader.IsDBNull(12) ? null : reader.GetString(12)) { CanLeave = reader.GetBoolean(14) });
            taken |= reader.GetBoolean(13);
        }

        var ownNames = taken ? (await views.In(own, cancel)).Select(card => card.Name) : [];
        return Distinct(found, [.. ownNames]);
    }

    // Each under a name of its own; what is the member's own keeps its.
    private static List<Reach> Distinct(List<Reach> found, HashSet<string> taken)
    {
        var distinct = new List<Reach>();
        foreach (var reach in found)
        {
            var name = reach.Name is null ? null : FreeNames.Beside(reach.Name, reach.Top.IsFolder, time => $" ({time + 1})", taken);
            distinct.Add(reach with { Name = name });
            taken.Add(name ?? "");
        }

        return distinct;
    }
}
