using Federation.Node.Documents.Locks;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>Reads the tree.</summary>
internal sealed class DocumentViews(NpgsqlDataSource source, TimeProvider time)
{
    private const string Columns = "id, parent_id, name, is_folder, length, tag, made_at, changed_at";
    private const int ColumnCount = 8;

    /// <summary>What is at a path of a space.</summary>
    public async Task<Place> Find(Guid spaceId, IReadOnlyList<string> path, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            with recursive walk as (
                select {Columns}, 1 as step from node.entry where id = $1
                union all
                select entry.id, entry.parent_id, entry.name, entry.is_folder, entry.length, entry.tag, entry.made_at, entry.changed_at, step + 1
                from walk join node.entry on entry.parent_id = walk.id and entry.name = ($2::text[])[step])
            select {Columns}, {LockTable.Columns} from walk left join node.entry_lock lock on lock.entry_id = walk.id and lock.expires_at > $3 order by step
            """);
        command.Parameters.Add(new() { Value = spaceId });
        command.Parameters.Add(new() { Value = path.ToArray() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (walked, locks) = (new List<EntryCard>(), new List<HeldLock>());
        while (await reader.ReadAsync(cancel))
        {
            // One row for each lock, or one without.
            if (walked.Count == 0 || walked[^1].Id != reader.GetGuid(0))
            {
                walked.Add(Card(reader));
            }

            if (LockTable.Read(reader, ColumnCount, [.. path.Take(walked.Count - 1)], walked[^1].IsFolder) is { } held)
            {
                locks.Add(held);
            }
        }

        return Place.Of(path, walked) with { Path = path, Locks = locks };
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

    /// <summary>Bytes of all documents in a space, of their newest versions.</summary>
    public async Task<long> Size(Guid spaceId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select coalesce(sum(length), 0)::bigint from node.entry where space_id = $1");
        command.Parameters.Add(new() { Value = spaceId });
        return (long)(await command.ExecuteScalarAsync(cancel))!; // a sum always has a row
    }

    private static async Task<IReadOnlyList<EntryCard>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var cards = new List<EntryCard>();
        while (await reader.ReadAsync(cancel))
        {
            cards.Add(Card(reader));
        }

        return cards;
    }

    private static EntryCard Card(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), reader.GetBoolean(3), reader.GetInt64(4),
        reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7));
}
