using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <inheritdoc cref="IJourneys"/>
internal sealed class Journeys(NpgsqlDataSource source) : IJourneys
{
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
