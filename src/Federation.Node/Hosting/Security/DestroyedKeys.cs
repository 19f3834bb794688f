using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// Keeps <see cref="DestroyedKeyList"/> and the database the same: what is destroyed is written into the list within seconds, and what the list
/// names and a restored database brought back is destroyed again before anybody is served (docs/decisions/0013).
/// </summary>
internal sealed partial class DestroyedKeys(
    NpgsqlDataSource source, NodeOptions options, TimeProvider time, IServiceProvider services, ILogger<DestroyedKeys> log) : BackgroundService, IStartStep
{
    private const int AtOnce = 1000;
    private const long OneAtATime = 0x4665_6444_4465_6164;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    private readonly DestroyedKeyList list = new(options.DestroyedKeysFile);

    public static SchemaScript Script { get; } = new("Hosting", """
        alter table node.wrapped_key add column if not exists is_listed boolean not null default false;
        create index if not exists wrapped_key_unlisted on node.wrapped_key (id) where wrapped is null and not is_listed;
        """);

    public async Task Run(CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(options.DestroyedKeysFile)!); // a file has a folder
        var listed = Read();
        var ids = listed.Select(subject => subject.Value).ToArray();
        var back = await Query("select id from node.wrapped_key where wrapped is not null and id = any ($1)", cancel, ids);
        if (back.Count > 0)
        {
            foreach (var room in services.GetServices<IDestroyedAgain>())
            {
                await room.Follow(back, cancel);
            }

            await Query("update node.wrapped_key set wrapped = null, shredded_at = $2, is_listed = true where wrapped is not null and id = any ($1) returning id",
                cancel, ids, time.GetUtcNow());
            Again(log, back.Count);
        }

        var missing = await Query("update node.wrapped_key set is_listed = false where wrapped is null and is_listed and not id = any ($1) returning id", cancel, ids);
        if (missing.Count > 0)
        {
            Lacked(log, options.DestroyedKeysFile, missing.Count);
        }

        await Write(cancel);
    }

    /// <summary>Adds to the list what was destroyed since; durable when it returns.</summary>
    public async Task Write(CancellationToken cancel)
    {
        while (await WriteSome(cancel) == AtOnce)
        {
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Every(Round, TimeProvider.System, Write, e => NotWritten(log, options.DestroyedKeysFile, e.Message), stoppingToken); // a full disk too

    private IReadOnlySet<SubjectId> Read()
    {
        try
        {
            return list.Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BrokenKeyListException)
        {
            throw new OperatorException(e.Message, "Restore the list from its newest copy: without it a restored database could bring back what was erased.");
        }
    }

    private async Task<int> WriteSome(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.Run("select pg_advisory_xact_lock($1)", cancel, OneAtATime);
        var keys = await connection.List($"select id, shredded_at from node.wrapped_key where wrapped is null and not is_listed limit {AtOnce}",
            row => (Id: new SubjectId(row.GetGuid(0)), At: row.GetFieldValue<DateTimeOffset>(1)), cancel);
        if (keys.Count == 0)
        {
            return 0;
        }

        list.Add(keys);
        await connection.Run("update node.wrapped_key set is_listed = true where id = any ($1)", cancel, keys.Select(key => key.Id.Value).ToArray());
        await transaction.CommitAsync(cancel);
        return keys.Count;
    }

    private Task<IReadOnlyList<SubjectId>> Query(string sql, CancellationToken cancel, params object[] values) =>
        source.List(sql, row => new SubjectId(row.GetGuid(0)), cancel, values);

    [LoggerMessage(EventId = 1411, Level = LogLevel.Warning, Message = "This database was restored from a backup older than {Count} erasures; they were done again.")]
    private static partial void Again(ILogger log, int count);

    [LoggerMessage(EventId = 1412, Level = LogLevel.Warning, Message = "The list of destroyed keys {File} lacked {Count} that the database knows; they were added. Is it the newest copy?")]
    private static partial void Lacked(ILogger log, string file, int count);

    [LoggerMessage(EventId = 1413, Level = LogLevel.Error, Message = "Destroyed keys could not be written into {File} and are tried again: until then a backup could bring them back. {Reason}")]
    private static partial void NotWritten(ILogger log, string file, string reason);
}
