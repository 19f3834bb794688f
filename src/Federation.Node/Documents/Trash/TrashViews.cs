using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.Trash;

/// <summary>Reads the trash of a space.</summary>
internal sealed class TrashViews(NpgsqlDataSource source)
{
    // "Where it was" is walked up now, through the tree and through what is itself in the trash; it ends at a folder that is gone for good.
    private const string Select = """
        select trash.id, top.parent_id, top.name, top.is_folder, trash.deleted_at, trash.space_id,
            (select sum(part.length)::bigint from node.trashed_entry as part where part.trash_id = trash.id),
            exists (select from node.entry where entry.id = top.parent_id),
            array(
                with recursive above as (
                    select id, parent_id, name, 1 as step from (select id, parent_id, name from node.entry union all select id, parent_id, name from node.trashed_entry) as known
                    where id = top.parent_id
                    union all
                    select known.id, known.parent_id, known.name, step + 1
                    from above join lateral (
                        select id, parent_id, name from node.entry where id = above.parent_id
                        union all select id, parent_id, name from node.trashed_entry where id = above.parent_id) as known on true)
                select name from above where name <> '' order by step desc),
            node.is_held(trash.id),
            coalesce((select destroy_at from node.space where space.id = trash.space_id), node.trash_due(trash.deleted_at, rule.trash_days, rule.since))
        from node.trash join node.trashed_entry as top on top.id = trash.id left join node.retention_now as rule on rule.space_id = trash.space_id
        """;

    /// <summary>What was deleted in a space, last first.</summary>
    public Task<IReadOnlyList<TrashedCard>> Of(Guid spaceId, CancellationToken cancel) =>
        Read("where trash.space_id = $1 order by trash.deleted_at desc, trash.id desc", cancel, spaceId);

    /// <summary>One deletion; null when it is not in any trash.</summary>
    public async Task<TrashedCard?> Find(Guid id, CancellationToken cancel) => (await Read("where trash.id = $1", cancel, id)).SingleOrDefault();

    /// <summary>Something that went into the trash with a deletion; null when it did not.</summary>
    public async Task<EntryCard?> Inside(Guid trashId, Guid entryId, CancellationToken cancel) => (await Cards("id = $2", trashId, entryId, cancel)).SingleOrDefault();

    /// <summary>What lay in a folder when that went into the trash with a deletion, by name.</summary>
    public Task<IReadOnlyList<EntryCard>> In(Guid trashId, Guid folderId, CancellationToken cancel) => Cards("parent_id = $2 order by name", trashId, folderId, cancel);

    /// <summary>Some of what is to be destroyed by a moment, in any space, and is neither held nor in a closed space: the space and the deletion.</summary>
    public async Task<IReadOnlyList<(Guid SpaceId, Guid Id)>> Before(DateTimeOffset moment, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select trash.space_id, trash.id from node.trash left join node.retention_now as rule on rule.space_id = trash.space_id
            where node.trash_due(trash.deleted_at, rule.trash_days, rule.since) < $1 and not node.is_held(trash.id)
                and not exists (select from node.space where space.id = trash.space_id and destroy_at is not null) order by trash.deleted_at limit $2
            """);
        command.Parameters.Add(new() { Value = moment });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid, Guid)>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        return found;
    }

    private Task<IReadOnlyList<EntryCard>> Cards(string which, Guid trashId, Guid id, CancellationToken cancel) => source.List(
        $"select id, parent_id, name, is_folder, length, tag, made_at, changed_at from node.trashed_entry where trash_id = $1 and {which}", DocumentViews.Card, cancel, trashId, id);

    private async Task<IReadOnlyList<TrashedCard>> Read(string which, CancellationToken cancel, params Guid[] values)
    {
        await using var command = source.CreateCommand($"{Select} {which}");
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cards = new List<TrashedCard>();
        while (await reader.ReadAsync(cancel))
        {
            cards.Add(new TrashedCard(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetBoolean(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetGuid(5), reader.GetInt64(6), reader.GetBoolean(7), reader.GetFieldValue<string[]>(8)) { IsHeld = reader.GetBoolean(9), ErasedAt = reader.GetFieldValue<DateTimeOffset>(10) });
        }

        return cards;
    }
}

/// <summary>Something in the trash.</summary>
/// <param name="Id">The folder or document that was deleted.</param>
/// <param name="ParentId">The folder it lay in.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">Folder or document.</param>
/// <param name="DeletedAt">When.</param>
/// <param name="SpaceId">The space whose trash it is in.</param>
/// <param name="Length">Bytes of the newest versions of all documents in it.</param>
/// <param name="FolderIsThere">Whether the folder it lay in is in the tree; if not, it comes back at the top of the space.</param>
/// <param name="Above">Names of the folders it lay in, outermost first, as far as they are known still.</param>
internal sealed record TrashedCard(
    Guid Id, Guid ParentId, string Name, bool IsFolder, DateTimeOffset DeletedAt, Guid SpaceId, long Length, bool FolderIsThere, IReadOnlyList<string> Above)
{
    /// <summary>Under a hold: not destroyed until that is released.</summary>
    public bool IsHeld { get; init; }

    /// <summary>When its time in the trash is over.</summary>
    public DateTimeOffset ErasedAt { get; init; }
}
