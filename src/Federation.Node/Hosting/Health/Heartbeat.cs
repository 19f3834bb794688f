using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Hosting.Health;

/// <summary>
/// Asks the database whether it is there, on connections of its own: the node's pool may be full of requests that wait for it. A server
/// that is frozen accepts connections and cancellations and answers none, so nothing here waits for a cancellation to be confirmed.
/// </summary>
internal sealed class Heartbeat(DatabaseConnection database) : IAsyncDisposable
{
    /// <summary>How long the database may take to answer. Gateways ask again within seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString)
    {
        Timeout = (int)Patience.TotalSeconds,
        CommandTimeout = (int)Patience.TotalSeconds,
        CancellationTimeout = -1, // cancel by closing
        MinPoolSize = 0,
        MaxPoolSize = 4,
    });

    /// <summary>True when it answered in time.</summary>
    public async Task<bool> Beats(CancellationToken cancel)
    {
        try
        {
            await Ask(cancel).WaitAsync(Patience, cancel);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task Ask(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancel);
    }
}
