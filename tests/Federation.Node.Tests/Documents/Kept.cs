using System.Text.Json;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Documents;

/// <summary>What a node really holds, looked at from behind.</summary>
internal static class Kept
{
    /// <summary>Files in the blob folder, those being written included.</summary>
    public static IReadOnlyList<string> Blobs(this RunningNode node)
    {
        var folder = node.Services.GetRequiredService<NodeOptions>().BlobFolder;
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
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
