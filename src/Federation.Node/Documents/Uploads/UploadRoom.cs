using Npgsql;

namespace Federation.Node.Documents.Uploads;

/// <summary>How much a member's uploads are together, announced or come, asked in the statement that makes one larger: what is never finished must not fill the disk.</summary>
internal static class UploadRoom
{
    // Where it was said how long an upload will be it is counted so, and nothing has to be asked. The others come one after another, to be counted.
    private static readonly string Turn = $"select {TurnOf("member_id")} from node.upload where id = $1 and length is null";

    /// <summary>Waits for what is counted of the same member just now.</summary>
    /// <param name="member">Their id, in SQL.</param>
    public static string TurnOf(string member) => $"pg_advisory_xact_lock(hashtextextended('uploads ' || {member}, 0))";

    /// <summary>Whether a row of <c>node.upload</c> may have so many bytes beside its member's others.</summary>
    public static string Fits(string bytes, string now, string most) => $"""
        (select coalesce(sum(greatest(other.length, other.received)), 0) from node.upload as other
            where other.member_id = upload.member_id and other.id <> upload.id and other.joined_at is null and other.expires_at > {now}) + {bytes} <= {most}
        """;

    /// <summary>Runs a statement that may make an upload larger than was said, in one go with waiting for those of its member's other uploads.</summary>
    /// <returns>Rows.</returns>
    public static async Task<int> InTurn(NpgsqlDataSource source, Guid id, string sql, CancellationToken cancel, params object[] values)
    {
        await using var batch = source.CreateBatch(); // one transaction
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Turn) { Parameters = { new() { Value = id } } });
        var change = new NpgsqlBatchCommand(sql);
        change.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        batch.BatchCommands.Add(change);
        return Math.Max(0, await batch.ExecuteNonQueryAsync(cancel)); // of what changes rows only
    }
}
