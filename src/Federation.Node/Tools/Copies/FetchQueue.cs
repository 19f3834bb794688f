using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Tools.Copies;

/// <summary>Archives that were announced and are still to be fetched. A row stays until its archive is here or nobody wants it any more.</summary>
internal sealed class FetchQueue(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>How often a replica says that it is still fetching an archive; several times within <see cref="Lease"/>.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    /// <summary>How long after its last sign of life a replica's archive is fetched by another, or by itself when it is started again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(40);

    public static readonly SchemaScript Script = new("ToolFetches", """
        create table if not exists node.tool_fetch (
          copy_id uuid primary key, host text not null, not_before timestamptz not null, leased_until timestamptz not null default '-infinity',
          failures int not null default 0, last_error text);
        """);

    /// <summary>Asks for an archive when the session is saved.</summary>
    public static void Ask(IDocumentOperations operations, Guid copyId, string host) => operations.QueueSqlCommand("""
        insert into node.tool_fetch (copy_id, host, not_before) values (?, ?, '-infinity')
        on conflict (copy_id) do update set not_before = '-infinity', failures = 0, last_error = null
        """, copyId, host);

    /// <summary>Takes the next archive, one at a time of each peer so that a slow one delays only itself; null when none is due.</summary>
    public async Task<DueFetch?> Claim(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            update node.tool_fetch set leased_until = $2 where copy_id =
              (select copy_id from node.tool_fetch due where not_before <= $1 and leased_until <= $1 and failures < $3
                 and not exists (select from node.tool_fetch busy where busy.host = due.host and busy.leased_until > $1)
               order by not_before limit 1 for update skip locked)
            returning copy_id, failures
            """);
        var now = time.GetUtcNow();
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        command.Parameters.Add(new NpgsqlParameter { Value = now + Lease });
        command.Parameters.Add(new NpgsqlParameter { Value = ToolLimits.MostAttempts });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new DueFetch(reader.GetGuid(0), reader.GetInt32(1)) : null;
    }

    /// <summary>Still fetching.</summary>
    public Task Renew(Guid copyId, CancellationToken cancel) =>
        Run("update node.tool_fetch set leased_until = $2 where copy_id = $1", cancel, copyId, time.GetUtcNow() + Lease);

    /// <summary>Done.</summary>
    public Task Finish(Guid copyId, CancellationToken cancel) => Run("delete from node.tool_fetch where copy_id = $1", cancel, copyId);

    /// <summary>Failed: tried again later, or, after so many failures, when an administrator asks.</summary>
    public Task Fail(Guid copyId, int failures, string reason, TimeSpan pause, CancellationToken cancel) => Run(
        "update node.tool_fetch set not_before = $2, leased_until = '-infinity', failures = $3, last_error = $4 where copy_id = $1", cancel,
        copyId, time.GetUtcNow() + pause, failures, reason);

    /// <summary>What went wrong, by version.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Troubles(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select copy_id, last_error from node.tool_fetch where last_error is not null");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var troubles = new Dictionary<Guid, string>();
        while (await reader.ReadAsync(cancel))
        {
            troubles.Add(reader.GetGuid(0), reader.GetString(1));
        }

        return troubles;
    }

    private async Task Run(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>An archive to fetch.</summary>
internal sealed record DueFetch(Guid CopyId, int Failures);
