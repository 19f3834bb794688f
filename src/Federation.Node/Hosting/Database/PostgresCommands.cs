using Npgsql;

namespace Federation.Node.Hosting.Database;

/// <summary>Statements with positional parameters: <c>$1</c>, <c>$2</c>, … are the values in their order.</summary>
internal static class PostgresCommands
{
    public static NpgsqlCommand Command(this NpgsqlDataSource source, string sql, params object[] values) => source.CreateCommand(sql).With(values);

    /// <summary>On one connection, and so within its transaction.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params object[] values) => new NpgsqlCommand(sql, connection).With(values);

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it touched.</returns>
    public static async Task<int> Run(this NpgsqlDataSource source, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc cref="Run(NpgsqlDataSource, string, CancellationToken, object[])"/>
    public static async Task<int> Run(this NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>All rows of a bounded query.</summary>
    public static async Task<IReadOnlyList<T>> List<T>(
        this NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values)
    {
        await using var command = source.Command(sql, values);
        return await command.List(read, cancel);
    }

    /// <inheritdoc cref="List{T}(NpgsqlDataSource, string, Func{NpgsqlDataReader, T}, CancellationToken, object[])"/>
    public static async Task<IReadOnlyList<T>> List<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params object[] values)
    {
        await using var command = connection.Command(sql, values);
        return await command.List(read, cancel);
    }

    private static async Task<IReadOnlyList<T>> List<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    // A value may be a parameter itself, where its type cannot be told from it: a null.
    private static NpgsqlCommand With(this NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
