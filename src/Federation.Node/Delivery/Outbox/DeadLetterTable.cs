using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>What peers did not get, as ranges of their lanes: a dead peer's thousand messages are one row.</summary>
internal sealed class DeadLetterTable(NpgsqlDataSource source)
{
    public Task<IReadOnlyList<DeadLetter>> All(CancellationToken cancel) => source.List("""
        select u.id, u.host, (select o.id from node.outbox o where o.topic = u.topic and o.sequence >= u.from_sequence order by o.sequence limit 1),
            u.count, u.reason, u.failed_at
        from node.undelivered u order by u.failed_at desc, u.id limit 100
        """,
        row => new DeadLetter(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5)), cancel);

    /// <summary>Opens a lane that ends where the range does.</summary>
    public async Task<bool> Retry(Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = source.Command($"""
            with taken as (delete from node.undelivered where id = $1 returning *),
            woken as (
                update node.delivery_host h set next_attempt_at = greatest($2, h.not_before), state = case when h.state = 'gone' then 'unreachable' else h.state end,
                    gone_answers = 0
                from taken where h.host = taken.host),
            head as (
                insert into node.stream_head as h (topic, newest) select topic, to_sequence from taken
                on conflict (topic) do update set newest = greatest(h.newest, excluded.newest) returning topic),
            lane as (
                insert into node.lane (inbox, stream, host, topic, batch_inbox, cursor, until)
                select coalesce(l.inbox, t.inbox), 'retry ' || t.id, t.host, t.topic, l.batch_inbox, t.from_sequence - 1, t.to_sequence
                from taken t left join lateral (
                    select inbox, batch_inbox from node.lane where host = t.host and topic = t.topic order by inbox <> t.inbox limit 1) l on true
                returning 1)
            select 1, pg_notify('{OutboxSchema.Channel}', '') from lane
            """, id, now);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    public async Task<bool> Discard(Guid id, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.undelivered where id = $1", id);
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }
}
