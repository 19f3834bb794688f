using Federation.Node.Delivery.Inbox;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <inheritdoc cref="IDeliveries"/>
internal sealed class Deliveries(NpgsqlDataSource source, KnockTable knocks, ReceivedTable received, TimeProvider time) : IDeliveries
{
    public void OpenLane(IDocumentSession session, string host, Uri inbox) => session.QueueSqlCommand("""
        insert into node.delivery_lane (peer_host, inbox, next_attempt_at) values (?, ?, ?)
        on conflict (peer_host) do update set inbox = excluded.inbox, is_open = true, next_attempt_at = excluded.next_attempt_at
        """, host, inbox.AbsoluteUri, time.GetUtcNow());

    public void CloseLane(IDocumentSession session, string host)
    {
        session.QueueSqlCommand("update node.delivery_lane set is_open = false where peer_host = ?", host);
        session.QueueSqlCommand("notify " + InboxSchema.PeersChannel); // from then on no replica's inbox takes anything of it
    }

    public void CatchUp(IDocumentSession session, string catalogue, string host)
    {
        session.QueueSqlCommand(Activities.Lock);
        session.QueueSqlCommand("""
            insert into node.outbox (id, audience_kind, audience, body, created_at)
            select id, 'peer', ?, body, created_at from node.outbox where audience_kind = 'followers' and audience = ? order by sequence
            on conflict (id, audience_kind, audience) do nothing
            """, host, catalogue);
        session.QueueSqlCommand(Activities.Notify);
    }

    public async Task Wake(string host, CancellationToken cancel)
    {
        await using var command = source.Command(
            "update node.delivery_lane set next_attempt_at = $2 where peer_host = $1 and next_attempt_at > $2", host, time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task<IReadOnlyList<LaneCard>> Lanes(CancellationToken cancel) => source.List("""
        select l.peer_host, l.state, l.failing_since, l.last_error, l.next_attempt_at,
            (select count(*) from node.outbox o where o.sequence > l.cursor and (o.audience_kind = 'followers' or o.audience = l.peer_host))
        from node.delivery_lane l where l.is_open order by l.peer_host
        """,
        row => new LaneCard(
            row.GetString(0), row.GetString(1), row.GetInt64(5), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
            row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4)), cancel);

    public Task<IReadOnlyList<DeadLetter>> DeadLetters(CancellationToken cancel) => source.List(
        "select peer_host, activity_id, reason, failed_at from node.dead_letter order by failed_at desc limit 100",
        row => new DeadLetter(row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)), cancel);

    public async Task<bool> Retry(string host, string activityId, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Activities.Lock));
        var move = new NpgsqlBatchCommand("""
            with taken as (delete from node.dead_letter where peer_host = $1 and activity_id = $2 returning body)
            insert into node.outbox (id, audience_kind, audience, body, created_at) select $2, 'peer', $1, body, $3 from taken
            on conflict (id, audience_kind, audience) do update set sequence = excluded.sequence
            """);
        move.Parameters.Add(new NpgsqlParameter { Value = host });
        move.Parameters.Add(new NpgsqlParameter { Value = activityId });
        move.Parameters.Add(new NpgsqlParameter { Value = time.GetUtcNow() });
        batch.BatchCommands.Add(move);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Activities.Notify));
        var moved = await batch.ExecuteNonQueryAsync(cancel) > 0;
        await transaction.CommitAsync(cancel);
        return moved;
    }

    public async Task<bool> Discard(string host, string activityId, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.dead_letter where peer_host = $1 and activity_id = $2", host, activityId);
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    public Task<IReadOnlyList<Knock>> Knocks(CancellationToken cancel) => knocks.All(cancel);

    public Task<IReadOnlyList<RefusedActivity>> Refused(CancellationToken cancel) => received.Refused(cancel);
}
