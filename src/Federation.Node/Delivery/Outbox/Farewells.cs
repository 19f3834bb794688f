using Marten;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Whoever once followed a catalogue may still hold what it said. So what it takes back, a <c>Delete</c>, is told to them as well: the very
/// same activity, in the stream of what is said to them alone. Who that is, a lane that was closed remembers; also one with nothing delivered by what
/// is written down, for its host may have taken something a moment before.
/// </summary>
internal static class Farewells
{
    private const string Heads = """
        insert into node.stream_head as h (topic, newest) select topic, max(sequence) from told group by topic
        on conflict (topic) do update set newest = greatest(h.newest, excluded.newest)
        """;

    private const string Tell = $"""
        with told as (
            insert into node.outbox (id, audience_kind, audience, body, created_at)
            select ?, 'peer', host, ?, ? from node.lane where topic = ? and not is_open and until is null
            on conflict do nothing returning topic, sequence)
        {Heads}
        """;

    private const string Forward = $"""
        with told as (
            insert into node.outbox (id, audience_kind, audience, body, created_at, revision)
            select o.id, 'peer', l.host, o.body, o.created_at, o.revision
            from node.lane l join node.outbox o on o.topic = l.topic and o.sequence > l.cursor
            where l.host = ? and l.stream = ? and l.is_open and l.until is null and convert_from(o.body, 'UTF8')::jsonb ->> 'type' = 'Delete'
            order by o.sequence
            on conflict do nothing returning topic, sequence)
        {Heads}
        """;

    /// <summary>A catalogue says it now. The outbox is locked by the caller's session, so that nobody stops following unseen meanwhile.</summary>
    public static void ToFormerFollowers(IDocumentSession session, string catalogue, string id, byte[] body, DateTimeOffset now) =>
        session.QueueSqlCommand(Tell, id, body, now, catalogue);

    /// <summary>It was said before, and has not reached the host that stops following now.</summary>
    public static void BeforeClosing(IDocumentSession session, string host, string stream)
    {
        session.QueueSqlCommand(Activities.Lock);
        session.QueueSqlCommand(Forward, host, stream);
        session.QueueSqlCommand(Activities.Notify);
    }
}
