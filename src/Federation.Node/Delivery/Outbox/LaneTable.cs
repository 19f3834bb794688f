using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>The lanes in the database: claimed for a lease, moved on one activity at a time. Replicas share them without knowing each other.</summary>
internal sealed class LaneTable(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Claims lanes that have something to send and may try now; nobody else gets them while the lease lasts.</summary>
    public Task<IReadOnlyList<Lane>> Claim(int atMost, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return source.List("""
            update node.delivery_lane set claim = gen_random_uuid(), claimed_until = $2
            where peer_host in (
                select peer_host from node.delivery_lane
                where is_open and next_attempt_at <= $1 and (claimed_until is null or claimed_until < $1)
                  and cursor < (select coalesce(max(sequence), 0) from node.outbox)
                order by next_attempt_at limit $3 for update skip locked)
            returning peer_host, inbox, cursor, failures, failing_since, claim
            """,
            row => new Lane(
                row.GetString(0), new Uri(row.GetString(1)), row.GetInt64(2), row.GetInt32(3),
                row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4), row.GetGuid(5)),
            cancel, now, now + DeliveryLimits.LaneLease, atMost);
    }

    /// <summary>The newest entry of the outbox; 0 when it is empty.</summary>
    public async Task<long> Newest(CancellationToken cancel)
    {
        await using var command = source.Command("select coalesce(max(sequence), 0) from node.outbox");
        return (long)(await command.ExecuteScalarAsync(cancel))!; // coalesced
    }

    /// <summary>Catalogues that anything was ever published in.</summary>
    public Task<IReadOnlyList<string>> Catalogues(CancellationToken cancel) => source.List(
        "select distinct audience from node.outbox where audience_kind = 'followers'", row => row.GetString(0), cancel);

    /// <summary>What the peer has to get next, oldest first.</summary>
    public Task<IReadOnlyList<OutboxEntry>> Next(Lane lane, long upTo, IReadOnlyList<string> followed, int atMost, CancellationToken cancel) =>
        source.List("""
            select sequence, id, body from node.outbox
            where sequence > $1 and sequence <= $2
              and ((audience_kind = 'peer' and audience = $3) or (audience_kind = 'followers' and audience = any($4)))
            order by sequence limit $5
            """,
            row => new OutboxEntry(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), cancel,
            lane.Cursor, upTo, lane.Host, followed.ToArray(), atMost);

    /// <summary>Moves on and renews the lease; false when the lane is no longer ours.</summary>
    public Task<bool> Advance(Lane lane, long cursor, CancellationToken cancel) => Held("""
        update node.delivery_lane set cursor = greatest(cursor, $3), claimed_until = $4, state = 'ready', failures = 0, failing_since = null, last_error = null
        where peer_host = $1 and claim = $2
        """, lane, cancel, cursor, time.GetUtcNow() + DeliveryLimits.LaneLease);

    /// <summary>Keeps what the peer will never take where people see it, and moves on.</summary>
    public Task<bool> Bury(Lane lane, OutboxEntry entry, string reason, CancellationToken cancel) => Held("""
        with moved as (
            update node.delivery_lane set cursor = greatest(cursor, $3), claimed_until = $4 where peer_host = $1 and claim = $2 returning 1)
        insert into node.dead_letter (peer_host, activity_id, body, reason, failed_at)
        select $1, $5, $6, $7, $8 from moved
        on conflict (peer_host, activity_id) do update set reason = excluded.reason, failed_at = excluded.failed_at
        """, lane, cancel, entry.Sequence, time.GetUtcNow() + DeliveryLimits.LaneLease, entry.Id, entry.Body, reason, time.GetUtcNow());

    /// <summary>Gives the lane back after a failure, to be tried again later.</summary>
    public Task<bool> Fail(Lane lane, string state, string reason, DateTimeOffset nextAttempt, CancellationToken cancel) => Held("""
        update node.delivery_lane set state = $3, failures = failures + 1, failing_since = coalesce(failing_since, $4), last_error = $5,
            next_attempt_at = $6, claim = null, claimed_until = null
        where peer_host = $1 and claim = $2
        """, lane, cancel, state, time.GetUtcNow(), reason, nextAttempt);

    /// <summary>Gives the lane back.</summary>
    public Task<bool> Release(Lane lane, CancellationToken cancel) =>
        Held("update node.delivery_lane set claim = null, claimed_until = null where peer_host = $1 and claim = $2", lane, cancel);

    private async Task<bool> Held(string sql, Lane lane, CancellationToken cancel, params object[] more)
    {
        await using var command = source.Command(sql, [lane.Host, lane.Claim, .. more]);
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }
}
