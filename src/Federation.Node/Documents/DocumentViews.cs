using Npgsql;

namespace Federation.Node.Documents;

/// <summary>Reads the tree.</summary>
internal sealed class DocumentViews(NpgsqlDataSource source)
{
    private const string Columns = "id, parent_id, name, is_folder, length, tag, made_at, changed_at";

    /// <summary>What is at a path of a space.</summary>
    public async Task<Place> Find(Guid spaceId, IReadOnlyList<string> path, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            with recursive walk as (
                select {Columns}, 1 as step from node.entry where id = $1
                union all
                select entry.id, entry.parent_id, entry.name, entry.is_folder, entry.length, entry.tag, entry.made_at, entry.changed_at, step + 1
                from walk join node.entry on entry.parent_id = walk.id and entry.name = ($2::text[])[step])
            select {Columns} from walk order by step
            """);
        command.Parameters.Add(new() { Value = spaceId });
        command.Parameters.Add(new() { Value = path.ToArray() });
        return Place.Of(path, await Read(command, cancel));
    }

    /// <summary>What lies in a folder, by name.</summary>
    public async Task<IReadOnlyList<EntryCard>> In(Guid folderId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select {Columns} from node.entry where parent_id = $1 order by name");
        command.Parameters.Add(new() { Value = folderId });
        return await Read(command, cancel);
    }

    /// <summary>From the root down to one entry of the space; empty when the space has no such entry.</summary>
    public async Task<IReadOnlyList<EntryCard>> Down(Guid spaceId, Guid entryId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            with recursive up as (
                select {Columns}, 1 as step from node.entry where id = $1 and space_id = $2
                union all
                select entry.id, entry.parent_id, entry.name, entry.is_folder, entry.length, entry.tag, entry.made_at, entry.changed_at, step + 1
                from up join node.entry on entry.id = up.parent_id)
            select {Columns} from up order by step desc
            """);
        command.Parameters.Add(new() { Value = entryId });
        command.Parameters.Add(new() { Value = spaceId });
        return await Read(command, cancel);
    }

    /// <summary>An entry and all that lies in it, parents first; one more than <paramref name="most"/> at the most.</summary>
    public async Task<IReadOnlyList<EntryCard>> Under(Guid entryId, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            with recursive tree as (
                select {Columns}, 1 as step from node.entry where id = $1
                union all
                select entry.id, entry.parent_id, entry.name, entry.is_folder, entry.length, entry.tag, entry.made_at, entry.changed_at, step + 1
                from tree join node.entry on entry.parent_id = tree.id)
            select {Columns} from tree order by step limit $2
            """);
        command.Parameters.Add(new() { Value = entryId });
        command.Parameters.Add(new() { Value = most + 1 });
        return await Read(command, cancel);
    }

    private static async Task<IReadOnlyList<EntryCard>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cards = new List<EntryCard>();
        while (await reader.ReadAsync(cancel))
        {
            cards.Add(new EntryCard(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), reader.GetBoolean(3), reader.GetInt64(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7)));
        }

        return cards;
    }
}
