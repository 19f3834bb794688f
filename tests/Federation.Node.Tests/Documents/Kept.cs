using System.Text.Json;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

/// <summary>A blob as it lies there.</summary>
/// <param name="At">Its file, or its name where it is a row.</param>
/// <param name="Rows">Where the row is; null: a file.</param>
internal sealed record KeptBlob(string At, NpgsqlDataSource? Rows)
{
    public string Name => Path.GetFileName(At);

    public bool IsRow => Rows is not null;

    public byte[] Read()
    {
        if (Rows is null)
        {
            return File.ReadAllBytes(At);
        }

        using var command = Rows.CreateCommand("select bytes from node.small_blob where id = decode($1, 'hex')");
        command.Parameters.Add(new() { Value = At });
        return (byte[])command.ExecuteScalar()!; // it was there
    }

    /// <summary>Puts it back, or other bytes in its place.</summary>
    public void Write(byte[] bytes)
    {
        if (Rows is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At)!); // a blob is in a folder
            File.WriteAllBytes(At, bytes);
            return;
        }

        using var command = Rows.CreateCommand("insert into node.small_blob (id, bytes) values (decode($1, 'hex'), $2) on conflict (id) do update set bytes = excluded.bytes");
        command.Parameters.Add(new() { Value = At });
        command.Parameters.Add(new() { Value = bytes });
        command.ExecuteNonQuery();
    }

    /// <summary>Changes its last bit.</summary>
    public void Damage()
    {
        var bytes = Read();
        bytes[^1] ^= 1;
        Write(bytes);
    }

    public void Lose()
    {
        if (Rows is null)
        {
            File.Delete(At);
            return;
        }

        using var command = Rows.CreateCommand("delete from node.small_blob where id = decode($1, 'hex')");
        command.Parameters.Add(new() { Value = At });
        command.ExecuteNonQuery();
    }
}

/// <summary>What a node really holds, looked at from behind.</summary>
internal static class Kept
{
    /// <summary>Blobs: files in their folder, those being written included, and rows.</summary>
    public static IReadOnlyList<KeptBlob> Blobs(this RunningNode node)
    {
        var folder = node.Services.GetRequiredService<NodeOptions>().BlobFolder;
        var source = node.Services.GetRequiredService<NpgsqlDataSource>();
        using var command = source.CreateCommand("select encode(id, 'hex') from node.small_blob");
        using var reader = command.ExecuteReader();
        var blobs = new List<KeptBlob>(Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => new KeptBlob(file, null)) : []);
        while (reader.Read())
        {
            blobs.Add(new(reader.GetString(0), source));
        }

        return blobs;
    }

    /// <summary>Writes the settings with which a command of the operator finds the node.</summary>
    /// <returns>Its data folder.</returns>
    public static async Task<string> Settings(this RunningNode node, params (string Key, string Value)[] more)
    {
        var options = node.Services.GetRequiredService<NodeOptions>();
        var file = Path.Combine(options.DataFolder, "node.json");
        (string Key, string Value)[] all =
        [
            ("origin", node.Origin.GetLeftPart(UriPartial.Authority)), ("listen", options.Listen),
            ("database", node.Services.GetRequiredService<DatabaseConnection>().ConnectionString), .. more,
        ];
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all.ToDictionary(each => each.Key, each => each.Value)), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite); // it holds the database's password
        return options.DataFolder;
    }

    public static async Task Run(this RunningNode node, string sql)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<long> Count(this RunningNode node, string sql)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"select count(*) from {sql}");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!; // a count always has a row
    }
}
