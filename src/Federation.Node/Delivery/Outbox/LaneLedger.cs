using System.Threading.Channels;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Writes down how far the hosts got, many in one statement: at a thousand deliveries a second, one commit each would be the bottleneck.
/// A crash before it costs nothing but a second delivery, which the receiver knows by its id.
/// </summary>
internal sealed class LaneLedger(NpgsqlDataSource source, TimeProvider time)
{
    private const int AtOnce = 512;

    private readonly Channel<(HostProgress Progress, TaskCompletionSource Done)> waiting =
        Channel.CreateUnbounded<(HostProgress, TaskCompletionSource)>(new() { SingleReader = true });

    /// <summary>Done when it is stored.</summary>
    public Task Save(HostProgress progress)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return waiting.Writer.TryWrite((progress, done)) ? done.Task : throw new InvalidOperationException("Deliveries are closed.");
    }

    /// <summary>Writes as long as the node runs.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (await waiting.Reader.WaitToReadAsync(stop))
        {
            await WriteWaiting();
        }
    }

    /// <summary>Writes what waits, at most so many at once. Not cut short: what was delivered should not be delivered again after a restart.</summary>
    public async Task WriteWaiting()
    {
        var taken = new List<(HostProgress Progress, TaskCompletionSource Done)>();
        while (taken.Count < AtOnce && waiting.Reader.TryRead(out var next))
        {
            taken.Add(next);
        }

        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await Write([.. taken.Select(each => each.Progress)], CancellationToken.None);
            taken.ForEach(each => each.Done.SetResult());
        }
        catch (Exception e)
        {
            taken.ForEach(each => each.Done.TrySetException(e)); // each turn reports it; its lease ends by itself
        }
    }

    // Who lost the claim meanwhile moves nothing: somebody else is at work there.
    private async Task Write(IReadOnlyList<HostProgress> all, CancellationToken cancel)
    {
        var moves = all.SelectMany(each => each.Cursors.Select(move => (each.Claimed.Host, move.Lane, move.Cursor))).ToArray();
        var lost = all.SelectMany(each => each.Undelivered.Select(range => (each.Claimed.Host, Range: range))).ToArray();
        await using var batch = source.CreateBatch();
        Add(batch, """
            with freed as (
                update node.delivery_host h set state = g.state, failures = g.failures, gone_answers = g.gone, failing_since = g.since, last_error = g.error,
                    next_attempt_at = g.next, not_before = g.not_before, claim = null, claimed_until = null
                from unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::text[], $8::timestamptz[], $9::timestamptz[])
                    g (host, claim, state, failures, gone, since, error, next, not_before)
                where h.host = g.host and h.claim = g.claim returning h.host),
            moved as (
                update node.lane l set cursor = greatest(l.cursor, m.cursor)
                from unnest($10::text[], $11::text[], $12::text[], $13::bigint[]) m (host, inbox, stream, cursor) join freed f on f.host = m.host
                where l.inbox = m.inbox and l.stream = m.stream)
            insert into node.undelivered (host, inbox, topic, from_sequence, to_sequence, count, reason, failed_at)
            select d.host, d.inbox, d.topic, d.first, d.last,
                (select count(*) from node.outbox o where o.topic = d.topic and o.sequence between d.first and d.last), d.reason, $20
            from unnest($14::text[], $15::text[], $16::text[], $17::bigint[], $18::bigint[], $19::text[]) d (host, inbox, topic, first, last, reason)
            join freed f on f.host = d.host
            """,
            all.Select(each => each.Claimed.Host).ToArray(), all.Select(each => each.Claimed.Claim).ToArray(), all.Select(each => each.Next.State).ToArray(),
            all.Select(each => each.Next.Failures).ToArray(), all.Select(each => each.Next.GoneAnswers).ToArray(),
            all.Select(each => each.Next.FailingSince).ToArray(), all.Select(each => each.Next.LastError).ToArray(),
            all.Select(each => each.Next.NextAttemptAt).ToArray(), all.Select(each => each.Next.NotBefore).ToArray(),
            moves.Select(each => each.Host).ToArray(), moves.Select(each => each.Lane.Inbox.AbsoluteUri).ToArray(),
            moves.Select(each => each.Lane.Stream).ToArray(), moves.Select(each => each.Cursor).ToArray(),
            lost.Select(each => each.Host).ToArray(), lost.Select(each => each.Range.Lane.Inbox.AbsoluteUri).ToArray(),
            lost.Select(each => each.Range.Lane.Topic).ToArray(), lost.Select(each => each.Range.From).ToArray(),
            lost.Select(each => each.Range.To).ToArray(), lost.Select(each => each.Range.Reason).ToArray(), time.GetUtcNow());
        Add(batch, "delete from node.lane where host = any($1) and cursor >= until", (object)all.Select(each => each.Claimed.Host).ToArray());
        await batch.ExecuteNonQueryAsync(cancel);

        // A transaction of its own, and never waiting: publishers hold these rows too.
        var direct = moves.Select(each => each.Lane.Topic).Where(topic => topic.StartsWith('@')).Distinct().ToArray();
        if (direct.Length > 0)
        {
            await using var command = source.Command("""
                delete from node.stream_head where topic in (
                    select s.topic from node.stream_head s
                    where s.topic = any($1) and not exists (select 1 from node.lane l where l.topic = s.topic and l.cursor < least(s.newest, l.until))
                    for update of s skip locked)
                """, (object)direct);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
