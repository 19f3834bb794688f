using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Datasets.Corrections;

/// <summary>Campaigns whose datasets may hold what was withdrawn. A row stays until its campaign was looked at and found clean.</summary>
internal sealed class CorrectionQueue(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>How long one replica has for one campaign before another takes over.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static readonly SchemaScript Script = new("Corrections", """
        create table if not exists node.correction_due (
          campaign_id uuid primary key, stamp bigint generated always as identity, not_before timestamptz not null, last_error text, failures int not null default 0);
        """);

    /// <summary>Asks for a look when the operations are saved. A row that is being worked on gets another stamp, and so outlives that work.</summary>
    public static void Ask(IDocumentOperations operations, Guid campaignId) => operations.QueueSqlCommand("""
        insert into node.correction_due (campaign_id, not_before) values (?, '-infinity')
        on conflict (campaign_id) do update set stamp = default, not_before = '-infinity'
        """, campaignId);

    /// <summary>Takes the next campaign; null when none is due.</summary>
    public async Task<DueCorrection?> Claim(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            update node.correction_due set not_before = $2 where campaign_id =
              (select campaign_id from node.correction_due where not_before <= $1 order by stamp limit 1 for update skip locked)
            returning campaign_id, stamp, failures
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() });
        command.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() + Lease });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new DueCorrection(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt32(2)) : null;
    }

    /// <summary>Done, unless somebody asked again meanwhile.</summary>
    public async Task Finish(DueCorrection due, CancellationToken cancel) =>
        await Run("delete from node.correction_due where campaign_id = $1 and stamp = $2", cancel, due.CampaignId, due.Stamp);

    /// <summary>Failed: tried again later, and seen by the stewards meanwhile.</summary>
    public async Task Fail(DueCorrection due, string reason, TimeSpan pause, CancellationToken cancel) => await Run(
        "update node.correction_due set not_before = $3, last_error = $4, failures = failures + 1 where campaign_id = $1 and stamp = $2", cancel,
        due.CampaignId, due.Stamp, time.GetUtcNow() + pause, reason);

    /// <summary>Corrections that failed and are tried again: campaign and reason.</summary>
    public async Task<IReadOnlyList<(Guid CampaignId, string Reason)>> Failing(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select campaign_id, last_error from node.correction_due where last_error is not null order by campaign_id");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var failing = new List<(Guid, string)>();
        while (await reader.ReadAsync(cancel))
        {
            failing.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        return failing;
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

/// <summary>A campaign to look at.</summary>
internal sealed record DueCorrection(Guid CampaignId, long Stamp, int Failures);
