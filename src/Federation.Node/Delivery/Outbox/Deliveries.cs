using Federation.Node.Delivery.Inbox;
using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <inheritdoc cref="IDeliveries"/>
internal sealed class Deliveries(
    NpgsqlDataSource source, DeadLetterTable letters, InboxQueue inbox, KnockTable knocks, ReceivedTable received, TimeProvider time) : IDeliveries
{
    public void OpenLane(IDocumentSession session, string host, Uri inbox, Uri? batchInbox, string stream)
    {
        var topic = stream == IDeliveries.Direct ? Lane.DirectTopic(host) : stream;
        session.QueueSqlCommand("""
            insert into node.delivery_host as h (host, next_attempt_at) values (?, ?)
            on conflict (host) do update set next_attempt_at = greatest(excluded.next_attempt_at, h.not_before), gone_answers = 0,
                state = case when h.state = 'gone' then 'unreachable' else h.state end
            """, host, time.GetUtcNow());
        if (batchInbox is not null || stream == IDeliveries.Direct)
        {
            // One inbox for the whole host: its lane moves there with its cursor.
            session.QueueSqlCommand("""
                update node.lane l set inbox = ? where host = ? and stream = ?
                    and not exists (select 1 from node.lane other where other.inbox = ? and other.stream = l.stream)
                """, inbox.AbsoluteUri, host, stream, inbox.AbsoluteUri);
        }

        session.QueueSqlCommand("""
            insert into node.lane (inbox, stream, host, topic, batch_inbox) values (?, ?, ?, ?, nullif(?, ''))
            on conflict (inbox, stream) do update set is_open = true, batch_inbox = excluded.batch_inbox
            """, inbox.AbsoluteUri, stream, host, topic, batchInbox?.AbsoluteUri ?? "");
        session.QueueSqlCommand(Activities.Notify);
    }

    public void CloseLane(IDocumentSession session, string host, string stream, Uri? inbox = null)
    {
        Farewells.BeforeClosing(session, host, stream);
        session.QueueSqlCommand(
            "update node.lane set is_open = false where host = ? and stream = ? and inbox = coalesce(nullif(?, ''), inbox)", host, stream, inbox?.AbsoluteUri ?? "");
    }

    public void CloseLanes(IDocumentSession session, string host)
    {
        session.QueueSqlCommand("update node.lane set is_open = false where host = ?", host);
        session.QueueSqlCommand("notify " + InboxSchema.PeersChannel); // from then on no replica's inbox takes anything of it
    }

    // A pause that the peer asked for stands: that it speaks does not mean that it wants to listen.
    public async Task Wake(string host, CancellationToken cancel)
    {
        await using var command = source.Command($"""
            with woken as (
                update node.delivery_host set next_attempt_at = $2, gone_answers = 0, state = case when state = 'gone' then 'unreachable' else state end
                where host = $1 and next_attempt_at > $2 and (not_before is null or not_before <= $2) returning host)
            select pg_notify('{OutboxSchema.Channel}', '') from woken
            """, host, time.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task<IReadOnlyList<LaneCard>> Lanes(CancellationToken cancel) => source.List("""
        select h.host, h.state, h.failing_since, h.last_error, h.next_attempt_at, coalesce(sum(w.waiting), 0)::bigint
        from node.delivery_host h
        join node.lane l on l.host = h.host and l.is_open
        left join node.stream_head s on s.topic = l.topic and l.cursor < s.newest
        left join lateral (
            select count(*) as waiting from node.outbox o where s.topic is not null and o.topic = l.topic and o.sequence > l.cursor
                and o.sequence <= least(s.newest, l.until)) w on true
        group by h.host order by h.host
        """,
        row => new LaneCard(
            row.GetString(0), row.GetString(1), row.GetInt64(5), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
            row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4)), cancel);

    public Task<IReadOnlyList<DeadLetter>> DeadLetters(CancellationToken cancel) => letters.All(cancel);

    public Task<bool> Retry(Guid letter, CancellationToken cancel) => letters.Retry(letter, time.GetUtcNow(), cancel);

    public Task<bool> Discard(Guid letter, CancellationToken cancel) => letters.Discard(letter, cancel);

    public Task<IReadOnlyList<Knock>> Knocks(CancellationToken cancel) => knocks.All(cancel);

    public Task<IReadOnlyList<RefusedActivity>> Refused(CancellationToken cancel) => received.Refused(cancel);

    public Task<IReadOnlyList<HeldUpStream>> HeldUp(CancellationToken cancel) => inbox.HeldUp(cancel);
}
