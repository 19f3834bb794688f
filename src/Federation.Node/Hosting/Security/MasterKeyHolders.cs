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
    public Task<IReadOnlyList<string>> Without(string fingerprint, CancellationToken cancel) => source.List(
        "select host from node.master_key_holder where seen_at > clock_timestamp() - $2 and not $1 = any (fingerprints) order by host",
        row => row.GetString(0), cancel, fingerprint, Patience);

    /// <summary>The replicas that serve, by the names of their machines.</summary>
    public Task<IReadOnlyList<string>> All(CancellationToken cancel) => source.List(
        "select host from node.master_key_holder where seen_at > clock_timestamp() - $1 order by host", row => row.GetString(0), cancel, Patience);

    /// <summary>Says it once; written down when it is new, and every half <see cref="Patience"/>.</summary>
    internal Task Say(CancellationToken cancel) => source.Run("""
        with gone as (delete from node.master_key_holder where seen_at < clock_timestamp() - interval '1 day')
        insert into node.master_key_holder as known (replica, host, fingerprints, seen_at) values ($1, $2, $3, clock_timestamp())
        on conflict (replica) do update set fingerprints = excluded.fingerprints, seen_at = excluded.seen_at
        where known.fingerprints <> excluded.fingerprints or known.seen_at < clock_timestamp() - $4
        """, cancel, replica, Environment.MachineName, master.Fingerprints.ToArray(), Patience / 2);

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
            await source.Run("delete from node.master_key_holder where replica = $1", cancellationToken, replica);
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            // The database is gone already; the row is forgotten by its time.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Every(Round, TimeProvider.System, Say, e => Interrupted(log, e.Message), stoppingToken);

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "This replica could not say which master keys it reads, and tries again in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
