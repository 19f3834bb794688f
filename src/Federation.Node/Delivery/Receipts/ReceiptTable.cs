using Federation.Node.Delivery.Inbox;
using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Receipts;

/// <summary>Receipts in the database: written with the outcome they are about, taken with the activity that carries them.</summary>
internal sealed class ReceiptTable(NpgsqlDataSource source)
{
    /// <summary>Owes the sender a receipt, in the session's transaction.</summary>
    public static void Owe(IDocumentSession session, WaitingActivity activity, ActivityOutcome outcome, DateTimeOffset at)
    {
        var reason = (outcome as ActivityOutcome.Refused)?.Reason;
        session.QueueSqlCommand(
            "insert into node.receipt_due (peer, activity, hash, outcome, reason, at) values (?, ?, ?, ?, nullif(?, ''), ?)",
            activity.PeerHost, activity.Id, activity.Hash, reason is null ? "applied" : "refused", reason ?? "", at);
    }

    /// <summary>Keeps what a peer says became of ours, in the session's transaction: the newest for each activity.</summary>
    public static void Keep(IDocumentSession session, string peer, IReadOnlyList<Receipt> receipts, DateTimeOffset now)
    {
        List<Receipt> newest = [.. receipts.GroupBy(each => each.ActivityId).Select(each => each.MaxBy(receipt => receipt.At)!)]; // no group is empty
        session.QueueSqlCommand("""
            insert into node.delivery_receipt as r (peer, activity, digest, outcome, reason, at, received_at)
            select ?, activity, digest, outcome, nullif(reason, ''), at, ?
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[]) as u (activity, digest, outcome, reason, at)
            on conflict (peer, activity) do update
            set digest = excluded.digest, outcome = excluded.outcome, reason = excluded.reason, at = excluded.at, received_at = excluded.received_at
            where excluded.at >= r.at
            """,
            peer, now, newest.Select(each => each.ActivityId).ToArray(), newest.Select(each => each.Digest).ToArray(),
            newest.Select(each => each.Outcome).ToArray(), newest.Select(each => each.Reason ?? "").ToArray(), newest.Select(each => each.At).ToArray());
    }

    /// <summary>Peers that we owe receipts.</summary>
    public Task<IReadOnlyList<string>> Creditors(CancellationToken cancel) =>
        source.List("select distinct peer from node.receipt_due", row => row.GetString(0), cancel);

    /// <summary>Takes the oldest receipts owed to a peer, in the transaction; another replica takes none of them.</summary>
    public static async Task<IReadOnlyList<Receipt>> Take(NpgsqlTransaction transaction, string peer, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with taken as (
                delete from node.receipt_due where sequence in (
                    select sequence from node.receipt_due where peer = $1 order by sequence limit $2 for update skip locked)
                returning sequence, activity, hash, outcome, reason, at)
            select activity, hash, outcome, reason, at from taken order by sequence
            """, transaction.Connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = peer });
        command.Parameters.Add(new NpgsqlParameter { Value = ReceiptLimits.MaxItems });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var receipts = new List<Receipt>();
        while (await reader.ReadAsync(cancel))
        {
            receipts.Add(new Receipt(
                reader.GetString(0), $"sha-256=:{Convert.ToBase64String(reader.GetFieldValue<byte[]>(1))}:", reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return receipts;
    }
}
