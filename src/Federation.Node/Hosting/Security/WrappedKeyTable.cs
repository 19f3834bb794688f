using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// Wrapped keys in a table of their own. A shredded row keeps its id and loses its material; every call but <see cref="Insert"/> is its own committed
/// statement, so that a shredding holds even if what caused it is rolled back.
/// </summary>
internal sealed class WrappedKeyTable(NpgsqlDataSource source) : IWrappedKeyStore
{
    // One question for one and another for many: of an array PostgreSQL does not know how long it is, and plans anew each time.
    private static readonly string LineOfOne = LineOf("id = $1"), LinesOfMany = LineOf("id = any($1)");

    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Hosting", """
        create table if not exists node.wrapped_key (
            id uuid primary key,
            parent uuid references node.wrapped_key (id),
            wrapped bytea,
            shredded_at timestamptz,
            check ((wrapped is null) = (shredded_at is not null)));
        """);

    /// <summary>The rows that the master key wraps: those without a parent. The context is that of <see cref="KeyVault"/>.</summary>
    public static MasterWrapped Roots { get; } = new(
        "node.wrapped_key", "'federation key v1|' || new.id || '|master'", "new.wrapped is not null and new.parent is null");

    public async ValueTask<WrappedKey?> Find(SubjectId id, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select parent, wrapped, shredded_at from node.wrapped_key where id = $1");
        command.Parameters.Add(Id(id));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(id, reader) : null;
    }

    public async ValueTask<IReadOnlyList<WrappedKey>> FindAll(IReadOnlyCollection<SubjectId> ids, CancellationToken cancellation)
    {
        await using var command = Question(ids);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await Read(reader, cancellation);
    }

    public IReadOnlyList<WrappedKey> FindAll(IReadOnlyCollection<SubjectId> ids)
    {
        using var command = Question(ids);
        using var reader = command.ExecuteReader();
        var found = new List<WrappedKey>();
        while (reader.Read())
        {
            found.Add(Read(new SubjectId(reader.GetGuid(3)), reader));
        }

        return found;
    }

    public async Task<bool> Add(WrappedKey key, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "insert into node.wrapped_key (id, parent, wrapped, shredded_at) values ($1, $2, $3, $4) on conflict do nothing");
        command.Parameters.Add(Id(key.Id));
        command.Parameters.Add(new() { Value = (object?)key.Parent?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = (object?)key.Wrapped ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = (object?)key.ShreddedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        try
        {
            return await command.ExecuteNonQueryAsync(cancellation) == 1;
        }
        catch (PostgresException e) when (e.SqlState == MasterWrapped.StaleState)
        {
            throw new StaleMasterKeyException(e);
        }
    }

    /// <summary>Writes the row of a new key below another in somebody's transaction.</summary>
    public static void Insert(IDocumentOperations operations, WrappedKey key) => operations.QueueSqlCommand(
        "insert into node.wrapped_key (id, parent, wrapped) values (?, ?, ?)", key.Id.Value, key.Parent!.Value.Value, key.Wrapped!); // a new one below another has both

    public async Task<bool> Shred(SubjectId id, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "update node.wrapped_key set wrapped = null, shredded_at = $2 where id = $1 and wrapped is not null");
        command.Parameters.Add(Id(id));
        command.Parameters.Add(new() { Value = at.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private NpgsqlCommand Question(IReadOnlyCollection<SubjectId> ids)
    {
        var isOne = ids.Count == 1;
        var command = source.CreateCommand(isOne ? LineOfOne : LinesOfMany);
        command.Parameters.Add(isOne ? Id(ids.Single()) : new() { Value = ids.Select(id => id.Value).ToArray() });
        return command;
    }

    /// <summary>A question for keys and all above them; <see cref="Read(NpgsqlDataReader, CancellationToken)"/> reads the answer.</summary>
    /// <param name="which">A condition for rows of the table.</param>
    public static string LineOf(string which) => $"""
        with recursive line as (
            select parent, wrapped, shredded_at, id, 1 as level from node.wrapped_key where {which}
            union
            select above.parent, above.wrapped, above.shredded_at, above.id, line.level + 1
            from line cross join lateral (select * from node.wrapped_key where id = line.parent limit 1) as above where line.level <= {KeyVault.MaxDepth})
        select distinct on (id) parent, wrapped, shredded_at, id from line
        """;

    /// <summary>Reads what <see cref="LineOf"/> asked for.</summary>
    public static async Task<IReadOnlyList<WrappedKey>> Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var found = new List<WrappedKey>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(Read(new SubjectId(reader.GetGuid(3)), reader));
        }

        return found;
    }

    private static NpgsqlParameter Id(SubjectId id) => new() { Value = id.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static WrappedKey Read(SubjectId id, NpgsqlDataReader reader) => new(
        id,
        reader.IsDBNull(0) ? null : new SubjectId(reader.GetGuid(0)),
        reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1),
        reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));
}
