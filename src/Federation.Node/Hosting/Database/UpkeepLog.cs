using System.Text.Json;
using Npgsql;

namespace Federation.Node.Hosting.Database;

/// <summary>
/// When it was last done what keeps a node safe: a backup, its restoring for trial, a check of what is kept, somebody's export. Mechanics of one machine, so a table and
/// no events; counts only, nothing about anybody.
/// </summary>
internal sealed class UpkeepLog(NpgsqlDataSource source, TimeProvider time)
{
    public const string Backup = "backup", Rehearsal = "rehearsal", Check = "check", Export = "export";

    public static SchemaScript Script { get; } = new("Hosting", """
        create table if not exists node.upkeep (what text not null, at timestamptz not null, figures jsonb not null);
        create index if not exists upkeep_what on node.upkeep (what, at);
        """);

    /// <summary>Keeps that it was done now.</summary>
    /// <param name="what">One of the names above.</param>
    /// <param name="figures">What was counted meanwhile.</param>
    public Task Add(string what, CancellationToken cancel, params (string Name, long Count)[] figures) =>
        source.Run("insert into node.upkeep (what, at, figures) values ($1, $2, $3::jsonb)", cancel,
            what, time.GetUtcNow(), JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Name, figure => figure.Count)));

    /// <summary>When each was done last, what was counted then, and how often in the year before <paramref name="now"/>.</summary>
    public async Task<IReadOnlyDictionary<string, LastUpkeep>> Last(DateTimeOffset now, CancellationToken cancel) =>
        (await source.List("""
            select distinct on (what) what, at, figures::text, (select count(*) from node.upkeep as same where same.what = last.what and same.at > $1)
            from node.upkeep as last order by what, at desc
            """,
            row => (What: row.GetString(0), Done: new LastUpkeep(
                row.GetFieldValue<DateTimeOffset>(1), JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(2))!, row.GetInt64(3))), // written as one
            cancel, now.AddYears(-1))).ToDictionary(each => each.What, each => each.Done);
}

/// <summary>The last time that something was done.</summary>
/// <param name="At">When.</param>
/// <param name="Figures">What was counted then.</param>
/// <param name="InAYear">How often it was done in a year.</param>
internal sealed record LastUpkeep(DateTimeOffset At, IReadOnlyDictionary<string, long> Figures, long InAYear);
