using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>Reads the tree.</summary>
internal sealed class DocumentViews(NpgsqlDataSource source, TimeProvider time)
{
    private const string Columns = "id, parent_id, name, is_folder, length, tag, made_at, changed_at";
    private const int ColumnCount = 8;

    /// <summary>What is where a member's path leads: nothing where they may not see, whatever is there.</summary>
    public async Task<Place> Find(Way way, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Question(way.Space.Id, way.Path));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await Read(reader, way, cancel);
    }

    /// <summary>Asks what is where a path leads from the top of a space; <see cref="Read(NpgsqlDataReader, Way, CancellationToken)"/> reads the answer.</summary>
    // One at most, as the index has it; a join would be planned for many, over the whole table.
    public NpgsqlBatchCommand Question(Guid spaceId, IReadOnlyList<string> path) => new($"""
            with recursive walk as (
                select {Columns}, 1 as step from node.entry where id = $1
                union all
                select entry.id, entry.parent_id, entry.name, entry.is_folder, entry.length, entry.tag, entry.made_at, entry.changed_at, step + 1
                from walk cross join lateral (select * from node.entry where parent_id = walk.id and name = ($2::text[])[step] limit 1) as entry)
            select {Columns}, {LockTable.Columns} from walk left join node.entry_lock lock on lock.entry_id = walk.id and lock.expires_at > $3 order by step
            """)
    {
        Parameters = { new() { Value = spaceId }, new() { Value = path.ToArray() }, new() { Value = time.GetUtcNow() } },
    };

    /// <summary>Reads what is where a way leads.</summary>
    public static async Task<Place> Read(NpgsqlDataReader reader, Way way, CancellationToken cancel)
    {
        var (walked, locks) = (new List<EntryCard>(), new List<HeldLock>());
        while (await reader.ReadAsync(cancel))
        {
            // One row for each lock, or one without.
            if (walked.Count == 0 || walked[^1].Id != reader.GetGuid(0))
            {
                walked.Add(Card(reader));
            }

            if (LockTable.Read(reader, ColumnCount, way.Shown([.. way.Path.Take(walked.Count - 1)]), walked[^1].IsFolder) is { } held)
            {
                locks.Add(held);
            }
        }

        var place = Place.Of(way.Path, walked) with { Path = way.Asked, Locks = locks };
        return way.Covers(place) ? place : new(place.Name, null, null, []) { Path = way.Asked };
    }

    /// <summary>What lies in a folder, by name.</summary>
    public async Task<IReadOnlyList<EntryCard>> In(Guid folderId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select {Columns} from node.entry where parent_id = $1 order by name");
        command.Parameters.Add(new() { Value = folderId });
        return await Read(command, cancel);
    }

    /// <summary>The first folders that lie in a folder, by name.</summary>
    public async Task<IReadOnlyList<EntryCard>> FoldersIn(Guid folderId, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select {Columns} from node.entry where parent_id = $1 and is_folder order by name limit $2");
        command.Parameters.Add(new() { Value = folderId });
        command.Parameters.Add(new() { Value = most });
        return await Read(command, cancel);
    }

    /// <summary>From the root of its space down to an entry; empty when there is none.</summary>
    public async Task<IReadOnlyList<EntryCard>> Down(Guid entryId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            with recursive up as (
                select {Columns}, 1 as step from node.entry where id = $1
                union all
                select entry.id, entry.parent_id, entry.name, entry.is_folder, entry.length, entry.tag, entry.made_at, entry.changed_at, step + 1
                from up cross join lateral (select * from node.entry where id = up.parent_id limit 1) as entry)
            select {Columns} from up order by step desc
            """);
        command.Parameters.Add(new() { Value = entryId });
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

    /// <summary>Bytes of all documents in a folder at any depth, of their newest versions.</summary>
    public async Task<long> Size(Guid folderId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with recursive tree as (
                select id, length from node.entry where id = $1
                union all
                select entry.id, entry.length from tree join node.entry on entry.parent_id = tree.id)
            select coalesce(sum(length), 0)::bigint from tree
            """);
        command.Parameters.Add(new() { Value = folderId });
        return (long)(await command.ExecuteScalarAsync(cancel))!; // a sum always has a row
    }

    /// <summary>Bytes of all that lies in a folder at any depth, for it and for each folder directly in it; of their newest versions.</summary>
    /// <param name="others">What is shown in it though it lies elsewhere.</param>
    public async Task<Func<Guid, long>> Sizes(Guid folderId, IReadOnlyCollection<Guid> others, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with recursive tree as (
                select id, id as top, is_folder, length from node.entry where parent_id = $1 or id = any($2)
                union all
                select inside.id, top, inside.is_folder, inside.length
                from tree cross join lateral (select id, is_folder, length from node.entry where parent_id = tree.id offset 0) as inside where tree.is_folder)
            select top, sum(length)::bigint from tree group by top
            """);
        command.Parameters.Add(new() { Value = folderId });
        command.Parameters.Add(new() { Value = others.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var sizes = new Dictionary<Guid, long>();
        while (await reader.ReadAsync(cancel))
        {
            sizes[reader.GetGuid(0)] = reader.GetInt64(1);
        }

        var all = sizes.Values.Sum();
        return id => id == folderId ? all : sizes.GetValueOrDefault(id);
    }

    /// <summary>Reads an entry from a row that begins with its columns.</summary>
    public static EntryCard Card(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), reader.GetBoolean(3), reader.GetInt64(4),
        reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7));

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
}
