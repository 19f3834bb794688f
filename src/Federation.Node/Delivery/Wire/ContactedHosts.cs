using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Wire;

/// <summary>Every host that this node itself opened a connection to, for whoever asks where it goes: noted where it is dialled.</summary>
internal sealed class ContactedHosts(NpgsqlDataSource source, TimeProvider time)
{
    public static SchemaScript Script { get; } = new("Delivery", """
        create table if not exists node.contacted_host (
            host text primary key,
            first_at timestamptz not null,
            last_at timestamptz not null,
            connections bigint not null);
        """);

    /// <summary>Counts a connection that is about to be opened.</summary>
    /// <param name="host">As peers are named: <c>host</c> or <c>host:port</c>.</param>
    public Task Note(string host, CancellationToken cancel) => source.Run("""
        insert into node.contacted_host as known (host, first_at, last_at, connections) values ($1, $2, $2, 1)
        on conflict (host) do update set last_at = excluded.last_at, connections = known.connections + 1
        """, cancel, host, time.GetUtcNow());

    /// <summary>Some hosts and how often each was dialled, those first to which it was most; how many there are in all, and since when it is counted.</summary>
    public async Task<(IReadOnlyList<(string Host, long Connections)> Most, long Hosts, DateTimeOffset? Since)> All(int most, CancellationToken cancel)
    {
        var some = await source.List(
            "select host, connections, count(*) over (), min(first_at) over () from node.contacted_host order by connections desc, host limit $1",
            row => (Host: row.GetString(0), Connections: row.GetInt64(1), Hosts: row.GetInt64(2), Since: row.GetFieldValue<DateTimeOffset>(3)), cancel, most);
        return ([.. some.Select(each => (each.Host, each.Connections))], some.Count == 0 ? 0 : some[0].Hosts, some.Count == 0 ? null : some[0].Since);
    }
}
