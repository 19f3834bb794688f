using Federation.Node.Hosting.Configuration;
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
