using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Hosts with something to send, claimed for a lease so that replicas share them without knowing each other. Leases run on the database's
/// clock: the replicas' own may differ.
/// </summary>
internal sealed class LaneTable(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly double LeaseSeconds = DeliveryLimits.Lease.TotalSeconds;

    // What is planned for later than any pause lasts was planned by a clock that was wrong, and has been set right since. A host that is ready waits
    // for nothing, whatever the clock said when it last was.
    private static readonly TimeSpan BeyondEveryPause = DeliveryLimits.LongestRetryAfter + TimeSpan.FromHours(1);

    /// <summary>Claims hosts that have something to get and may be tried now, those that fare well first; reads what their lanes get next.</summary>
    public async Task<IReadOnlyList<ClaimedHost>> Claim(int atMost, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var claimed = await source.List("""
            with free as (
                select h.host from node.delivery_host h
                where (h.state = 'ready' or h.next_attempt_at <= $1 or (h.next_attempt_at > $4 and h.state <> 'gone')) and (h.claimed_until is null or h.claimed_until < clock_timestamp())
                  and h.host in (
                    select l.host from node.stream_head s join node.lane l on l.topic = s.topic and l.cursor < s.newest
                    where l.is_open and (l.until is null or l.cursor < l.until))
                order by h.state <> 'ready', h.next_attempt_at limit $2 for update of h skip locked)
            update node.delivery_host h set claim = gen_random_uuid(), claimed_until = clock_timestamp() + make_interval(secs => $3)
            from free where h.host = free.host
            returning h.host, h.claim, h.state, h.failures, h.gone_answers, h.failing_since, h.last_error, h.next_attempt_at, h.not_before
            """,
            row => new ClaimedHost(
                row.GetString(0), row.GetGuid(1),
                new HostState(row.GetString(2), row.GetInt32(3), row.GetInt32(4), At(row, 5), row.IsDBNull(6) ? null : row.GetString(6),
                    row.GetFieldValue<DateTimeOffset>(7), At(row, 8)), []),
            cancel, now, atMost, LeaseSeconds, now + BeyondEveryPause);
        return claimed.Count == 0 ? claimed : await WithLanes(claimed, cancel);
    }

    /// <summary>A sign of life for all these claims.</summary>
    public async Task Renew(IReadOnlyCollection<ClaimedHost> claimed, CancellationToken cancel)
    {
        await using var command = source.Command(
            "update node.delivery_host set claimed_until = clock_timestamp() + make_interval(secs => $2) where claim = any($1)",
            claimed.Select(host => host.Claim).ToArray(), LeaseSeconds);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Gives back what was not tried, when the node stops.</summary>
    public async Task Release(IReadOnlyCollection<Guid> claims, CancellationToken cancel)
    {
        await using var command = source.Command(
            "update node.delivery_host set claim = null, claimed_until = null where claim = any($1)", claims.ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Opens the lanes of followers that have none yet: a node of before lanes were one per stream kept none.</summary>
    public async Task OpenMissing(string catalogue, IReadOnlyList<string> hosts, CancellationToken cancel)
    {
        await using var command = source.Command("""
            insert into node.lane (inbox, stream, host, topic, batch_inbox)
            select inbox, $1, host, $1, batch_inbox from node.lane l
            where stream = $3 and is_open and host = any($2)
              and not exists (select 1 from node.lane other where other.host = l.host and other.stream = $1)
            on conflict do nothing
            """, catalogue, hosts.ToArray(), IDeliveries.Direct);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Catalogues that anything was ever published in.</summary>
    public Task<IReadOnlyList<string>> Catalogues(CancellationToken cancel) =>
        source.List("select topic from node.stream_head where topic not like '@%'", row => row.GetString(0), cancel);

    private async Task<IReadOnlyList<ClaimedHost>> WithLanes(IReadOnlyList<ClaimedHost> claimed, CancellationToken cancel)
    {
        var rows = await source.List("""
            select l.host, l.inbox, l.stream, l.batch_inbox, l.topic, l.cursor, least(s.newest, l.until), e.sequence, e.id, e.bytes, e.is_superseded, e.revision
            from node.lane l
            join node.stream_head s on s.topic = l.topic and l.cursor < least(s.newest, l.until)
            left join lateral (
                select o.sequence, o.id, octet_length(o.body) as bytes, o.revision, o.is_update and o.object is not null and exists (
                    select 1 from node.outbox later where later.topic = o.topic and later.object = o.object and later.sequence > o.sequence) as is_superseded
                from node.outbox o where o.topic = l.topic and o.sequence > l.cursor and o.sequence <= least(s.newest, l.until)
                order by o.sequence limit $2) e on true
            where l.is_open and l.host = any($1)
            order by l.host, l.inbox, l.stream, e.sequence
            """,
            row => (
                Lane: new Lane(
                    row.GetString(0), new Uri(row.GetString(1)), row.GetString(2), row.IsDBNull(3) ? null : new Uri(row.GetString(3)),
                    row.GetString(4), row.GetInt64(5), row.GetInt64(6), []),
                Entry: row.IsDBNull(7) ? null : new OutboxEntry(row.GetInt64(7), row.GetString(8), row.GetInt32(9), row.GetBoolean(10), row.GetInt32(11))),
            cancel, claimed.Select(host => host.Host).ToArray(), DeliveryLimits.EntriesAhead);
        var lanes = rows.GroupBy(row => (row.Lane.Inbox, row.Lane.Stream))
            .Select(lane => lane.First().Lane with { Entries = [.. lane.Select(row => row.Entry).OfType<OutboxEntry>()] })
            .ToLookup(lane => lane.Host);
        return [.. claimed.Select(host => host with { Lanes = [.. lanes[host.Host]] })];
    }

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
