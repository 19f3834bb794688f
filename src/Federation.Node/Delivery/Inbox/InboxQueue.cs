using System.Text.Json.Nodes;
using Federation.Node.Delivery.CatchUp;
using Federation.Node.Delivery.Receipts;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>The stored activities that wait, as the worker takes and settles them.</summary>
internal sealed class InboxQueue(NpgsqlDataSource source, HeldObjects held, TimeProvider time)
{
    /// <summary>What PostgreSQL answers when another replica settled the activity first; nothing of the transaction holds then.</summary>
    public const string SettledByAnother = "FD001";

    // A pause that ends later than any lasts (a day, when a peer asks for it) was planned by a clock that was wrong, and has been set right since.
    private const string Due = """
        r.state = 'waiting' and not exists (
            select 1 from node.inbox_pause p where p.peer = r.peer and p.actor = r.actor
                and p.next_attempt_at > $1 and p.next_attempt_at < $1 + interval '25 hours')
        """;

    /// <summary>Peers that something of can be applied now, those given excepted. One look into the index per peer, however much waits.</summary>
    public Task<IReadOnlyList<string>> PeersDue(IReadOnlyCollection<string> except, int atMost, CancellationToken cancel) => source.List($"""
        with recursive peers as (
            (select peer from node.received where state = 'waiting' order by peer limit 1)
            union all
            select (select r.peer from node.received r where r.state = 'waiting' and r.peer > peers.peer order by r.peer limit 1)
            from peers where peers.peer is not null)
        select peer from peers
        where peer is not null and peer <> all ($2) and exists (select 1 from node.received r where r.peer = peers.peer and {Due})
        order by random() limit $3
        """, row => row.GetString(0), cancel, time.GetUtcNow(), except.ToArray(), atMost);

    /// <summary>What of a peer can be applied now, oldest first, without streams that pause.</summary>
    public Task<IReadOnlyList<WaitingActivity>> Next(string peer, int atMost, CancellationToken cancel) => source.List($"""
        select key, hash, id, peer, actor, body, received_at, answered from node.received r
        where r.peer = $2 and {Due} order by sequence limit $3
        """,
        row => new WaitingActivity(
            row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.GetString(2), row.GetString(3), row.GetString(4),
            row.GetFieldValue<byte[]>(5), row.GetFieldValue<DateTimeOffset>(6), row.GetBoolean(7)),
        cancel, time.GetUtcNow(), peer, atMost);

    /// <summary>
    /// Settles an activity in the session's transaction: from then on a replay does nothing. Saving fails as a whole when another replica
    /// was first.
    /// </summary>
    public void Settle(IDocumentSession session, WaitingActivity activity, JsonObject body, ActivityOutcome outcome)
    {
        var reason = outcome is ActivityOutcome.Refused refused ? PeerWords.Fit(refused.Reason) : null;
        session.QueueSqlCommand("""
            update node.received set state = ?, reason = nullif(?, ''), settled_at = ?, body = null, actor = null, id = nullif(?, '')
            where key = ? and node.must_wait(state)
            """, reason is null ? "applied" : "refused", reason ?? "", time.GetUtcNow(), reason is null ? "" : activity.Id, activity.Key);
        session.QueueSqlCommand("delete from node.inbox_pause where peer = ? and actor = ?", activity.PeerHost, activity.Actor);
        if (outcome != ActivityOutcome.NotFollowed)
        {
            HeldObjects.Note(session, body); // what was not followed is missing, and seen to be once it is followed
        }

        if (activity.IsAnswered)
        {
            ReceiptTable.Owe(session, activity, outcome, time.GetUtcNow());
        }
    }

    /// <summary>Refuses, in one commit, activities that nobody handles.</summary>
    public async Task Refuse(IReadOnlyList<WaitingActivity> activities, string reason, CancellationToken cancel)
    {
        await using var command = source.Command("""
            with settled as (
                update node.received set state = 'refused', reason = $2, settled_at = $3, body = null, actor = null
                where key = any($1) and state = 'waiting' returning peer, id, hash, answered)
            insert into node.receipt_due (peer, activity, hash, outcome, reason, at)
            select peer, id, hash, 'refused', $2, $3 from settled where answered
            """, activities.Select(each => each.Key).ToArray(), reason, time.GetUtcNow());
        await held.NoteOfFollowed(activities, cancel); // before: should the node die in between, both are done again
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The pause of the activity's stream; null when it does not pause.</summary>
    public async Task<InboxPause?> PauseOf(WaitingActivity activity, CancellationToken cancel) => (await source.List(
        "select failures, since from node.inbox_pause where peer = $1 and actor = $2",
        row => new InboxPause(row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1)), cancel, activity.PeerHost, activity.Actor)) is [var pause] ? pause : null;

    /// <summary>Lets the activity's stream wait, this activity first.</summary>
    public async Task Pause(WaitingActivity activity, string reason, DateTimeOffset until, CancellationToken cancel)
    {
        await using var command = source.Command("""
            insert into node.inbox_pause as p (peer, actor, failures, since, next_attempt_at, reason) values ($1, $2, 1, $3, $4, $5)
            on conflict (peer, actor) do update set failures = p.failures + 1, next_attempt_at = excluded.next_attempt_at, reason = excluded.reason
            """, activity.PeerHost, activity.Actor, time.GetUtcNow(), until, PeerWords.Fit(reason));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Streams that wait, with what stands first in them, longest first.</summary>
    public Task<IReadOnlyList<HeldUpStream>> HeldUp(CancellationToken cancel) => source.List("""
        select p.peer, p.actor, p.since, p.next_attempt_at, p.reason,
            (select count(*) from node.received r where r.peer = p.peer and r.actor = p.actor and r.state = 'waiting')
        from node.inbox_pause p order by p.since limit 50
        """,
        row => new HeldUpStream(
            row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4), row.GetInt64(5)), cancel);

    public static bool IsSettledByAnother(Exception? e) =>
        e is not null && (e is PostgresException { SqlState: SettledByAnother } || IsSettledByAnother(e.InnerException));
}
