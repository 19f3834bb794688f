using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>Hosts that were turned away. Bounded: anybody can knock.</summary>
internal sealed class KnockTable(NpgsqlDataSource source)
{
    public async Task Note(string host, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = source.Command($"""
            with noted as (
                insert into node.knock as k (host, first_at, last_at) values ($1, $2, $2)
                on conflict (host) do update set last_at = excluded.last_at, times = k.times + 1 returning 1)
            delete from node.knock where host in (
                select host from node.knock where host <> $1 order by last_at desc offset {DeliveryLimits.MaxKnocks - 1})
                and (select count(*) from noted) > 0
            """, host, at);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task<IReadOnlyList<Knock>> All(CancellationToken cancel) => source.List(
        $"select host, first_at, last_at, times from node.knock order by last_at desc limit {DeliveryLimits.MaxKnocks}",
        row => new Knock(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2), row.GetInt64(3)), cancel);
}
