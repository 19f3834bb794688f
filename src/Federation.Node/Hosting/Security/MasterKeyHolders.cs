using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// Every serving replica says in the database which master keys it can read, so that nothing is wrapped under a key that one of them cannot.
/// Times are the database's own: replicas' clocks may differ.
/// </summary>
internal sealed partial class MasterKeyHolders(NpgsqlDataSource source, MasterKey master, ILogger<MasterKeyHolders> log) : BackgroundService
{
    /// <summary>Who has not been heard of for this long serves no more; replicas are heard of twice as often.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    private readonly Guid replica = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public static SchemaScript Script { get; } = new("Hosting", """
        create table if not exists node.master_key_holder (replica uuid primary key, host text not null, fingerprints text[] not null, seen_at timestamptz not null);
        """);

    /// <summary>The replicas that serve and cannot read a key, by the names of their machines.</summary>
    public async Task<IReadOnlyList<string>> Without(string fingerprint, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select host from node.master_key_holder where seen_at > clock_timestamp() - $2 and not $1 = any (fingerprints) order by host");
        command.Parameters.Add(new() { Value = fingerprint });
        command.Parameters.Add(new() { Value = Patience });
        return await Read(command, cancel);
    }

    /// <summary>The replicas that serve, by the names of their machines.</summary>
    public async Task<IReadOnlyList<string>> All(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select host from node.master_key_holder where seen_at > clock_timestamp() - $1 order by host");
        command.Parameters.Add(new() { Value = Patience });
        return await Read(command, cancel);
    }

    /// <summary>Says it once; written down when it is new, and every half <see cref="Patience"/>.</summary>
    internal async Task Say(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with gone as (delete from node.master_key_holder where seen_at < clock_timestamp() - interval '1 day')
            insert into node.master_key_holder as known (replica, host, fingerprints, seen_at) values ($1, $2, $3, clock_timestamp())
            on conflict (replica) do update set fingerprints = excluded.fingerprints, seen_at = excluded.seen_at
            where known.fingerprints <> excluded.fingerprints or known.seen_at < clock_timestamp() - $4
            """);
        command.Parameters.Add(new() { Value = replica });
        command.Parameters.Add(new() { Value = Environment.MachineName });
        command.Parameters.Add(new() { Value = master.Fingerprints.ToArray() });
        command.Parameters.Add(new() { Value = Patience / 2 });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Said before it serves, so that a rotation under way waits for it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Say(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var command = source.CreateCommand("delete from node.master_key_holder where replica = $1");
            command.Parameters.Add(new() { Value = replica });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            // The database is gone already; the row is forgotten by its time.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await Say(stoppingToken);
                }
                catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or MasterKeyException)
                {
                    Interrupted(log, e.Message); // the database may restart under us; the next round says it
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private static async Task<IReadOnlyList<string>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var hosts = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            hosts.Add(reader.GetString(0));
        }

        return hosts;
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "This replica could not say which master keys it reads, and tries again in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
