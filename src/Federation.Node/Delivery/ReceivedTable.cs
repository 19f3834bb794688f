using Marten;
using Npgsql;

namespace Federation.Node.Delivery;

/// <summary>What was received, by id: the memory that makes a replay harmless.</summary>
internal sealed class ReceivedTable(NpgsqlDataSource source)
{
    /// <summary>Name of the constraint that a second insert of one id breaks.</summary>
    public const string Key = "received_pkey";

    /// <summary>What is known of an id: the activity's hash, and whether it took effect; null when it is new.</summary>
    public async Task<(byte[] Hash, bool IsApplied)?> Find(string id, CancellationToken cancel)
    {
        var rows = await source.List(
            "select hash, outcome = 'applied' from node.received where id = $1",
            row => (row.GetFieldValue<byte[]>(0), row.GetBoolean(1)), cancel, id);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>Records it in the session's transaction. A refusal may be followed by a second try; an effect may not.</summary>
    public static void Record(IDocumentSession session, ReceivedActivity activity, byte[] hash, ActivityOutcome outcome)
    {
        var refused = outcome as ActivityOutcome.Refused;
        session.QueueSqlCommand(
            "delete from node.received where id = ? and outcome = 'refused' and hash = ?", activity.Id, hash);
        session.QueueSqlCommand(
            "insert into node.received (id, hash, peer, received_at, outcome, reason) values (?, ?, ?, ?, ?, nullif(?, ''))",
            activity.Id, hash, activity.PeerHost, activity.ReceivedAt, refused is null ? "applied" : "refused", refused?.Reason ?? "");
    }

    /// <summary>The newest refusals.</summary>
    public Task<IReadOnlyList<RefusedActivity>> Refused(CancellationToken cancel) => source.List(
        "select id, peer, coalesce(reason, ''), received_at from node.received where outcome = 'refused' order by received_at desc limit 50",
        row => new RefusedActivity(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), cancel);

    /// <summary>Forgets what is so old that its signature would be refused for its clock anyway.</summary>
    public async Task ForgetBefore(DateTimeOffset limit, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.received where received_at < $1", limit);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
