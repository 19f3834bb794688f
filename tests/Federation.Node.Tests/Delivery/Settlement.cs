using Federation.Node.Tests.Peers;
using Npgsql;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>What became of an activity after the inbox stored it: the worker applies it a moment later.</summary>
internal static class Settlement
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Waits until nothing that was stored waits any more.</summary>
    public static Task Settled(this RunningNode node) => Neighbours.Eventually(
        async () => (long)(await node.Scalar("select count(*) from node.received where state = 'waiting'"))! == 0, "everything received is settled"); // a count

    /// <summary>The one value a query returns.</summary>
    public static async Task<object?> Scalar(this RunningNode node, string sql)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
