using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <inheritdoc cref="IJourneys"/>
internal sealed class Journeys(NpgsqlDataSource source) : IJourneys
{
    /// <summary>Rows that are read of what waits: a page that lists it is of no use beyond, and bodies are large.</summary>
    private const int MostUnsettled = 200;

    public Task<IReadOnlyList<DeliveryJourney>> Newest(string catalogue, string about, CancellationToken cancel) => source.List("""
        with newest as (
            select id, sequence from node.outbox where topic = $1 and object = $2 order by sequence desc limit 1)
        select distinct on (l.host) l.host, l.cursor >= n.sequence, h.state, h.last_error, h.failing_since, r.outcome, r.reason, r.at, u.reason, u.failed_at
        from newest n
        join node.lane l on l.topic = $1 and l.is_open
        join node.delivery_host h on h.host = l.host
        left join node.delivery_receipt r on r.peer = l.host and r.activity = n.id
        left join node.undelivered u on u.host = l.host and u.topic = $1 and n.sequence between u.from_sequence and u.to_sequence
        order by l.host, l.cursor desc
        """, Read, cancel, catalogue, about);

    // The text is looked for first, so that nothing else is read; then the type.
    public Task<IReadOnlyList<UnsettledActivity>> WaitingHere(string type, CancellationToken cancel) => Unsettled("""
        select r.peer, r.body, r.received_at, p.reason from node.received r left join node.inbox_pause p on p.peer = r.peer and p.actor = r.actor
        where r.state = 'waiting' and position(convert_to($1, 'UTF8') in r.body) > 0 order by r.sequence limit $2
        """, type, cancel);

    public Task<IReadOnlyList<UnsettledActivity>> NotTaken(string type, CancellationToken cancel) => Unsettled("""
        with late as (
            select l.host, l.topic, l.cursor + 1 as first, o.newest as last, h.last_error as reason
            from node.lane l join node.delivery_host h on h.host = l.host join node.stream_head o on o.topic = l.topic and o.newest > l.cursor where l.stream = 'direct'
            union all select host, topic, from_sequence, to_sequence, reason from node.undelivered where topic = '@' || host)
        select distinct on (o.sequence) late.host, o.body, o.created_at, late.reason from late join node.outbox o on o.topic = late.topic and o.sequence between late.first and late.last
        where position(convert_to($1, 'UTF8') in o.body) > 0 order by o.sequence limit $2
        """, type, cancel);

    private async Task<IReadOnlyList<UnsettledActivity>> Unsettled(string sql, string type, CancellationToken cancel) => [.. (await source.List(
        sql, row => new UnsettledActivity(
            row.GetString(0), StrictJson.ReadObject(row.GetFieldValue<byte[]>(1)).Document!, row.GetFieldValue<DateTimeOffset>(2), row.IsDBNull(3) ? null : row.GetString(3)), // read before it was stored
        cancel, type, MostUnsettled)).Where(activity => ActivityShape.HasType(activity.Body, type))];

    private static DeliveryJourney Read(NpgsqlDataReader row)
    {
        var (host, isPast) = (row.GetString(0), row.GetBoolean(1));
        return Text(5) switch
        {
            "applied" => new(host, DeliveryStep.Applied, null, Time(7)),
            { } => new(host, DeliveryStep.Refused, Text(6), Time(7)),
            null when Text(8) is { } givenUp => new(host, DeliveryStep.NotDelivered, givenUp, Time(9)),
            null when isPast => new(host, DeliveryStep.Taken, null, null),
            null when row.GetString(2) != "ready" => new(host, DeliveryStep.Unreachable, Text(3), Time(4)),
            null => new(host, DeliveryStep.Waiting, null, null),
        };

        string? Text(int place) => row.IsDBNull(place) ? null : row.GetString(place);

        DateTimeOffset? Time(int place) => row.IsDBNull(place) ? null : row.GetFieldValue<DateTimeOffset>(place);
    }
}
