using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Federation.Node;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Benchmarks.FanOut;

/// <summary>
/// A node as an operator runs it, a process of its own on a managed PostgreSQL with fsync on. The benchmark publishes through the node's own
/// services in this process, as another replica would.
/// </summary>
internal sealed class SendingNode : IAsyncDisposable
{
    private const string Catalogue = "statistics";

    private readonly string folder;
    private readonly NodeOptions options;
    private readonly ManagedPostgres database;
    private readonly WebApplication publisher;
    private RunningProgram? process;

    private SendingNode(string folder, NodeOptions options, ManagedPostgres database, WebApplication publisher)
    {
        this.folder = folder;
        this.options = options;
        this.database = database;
        this.publisher = publisher;
    }

    public static async Task<SendingNode> Prepare(IReadOnlyList<string> hosts, bool batched, CancellationToken cancel)
    {
        // The database's user has to be able to enter, which a private temporary folder does not allow.
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", $"federation-fanout-{Environment.ProcessId}-{hosts.GetHashCode()}")).FullName;
        var listen = $"127.0.0.1:{Ports.Free()}";
        var options = new NodeOptions
        {
            DataFolder = folder, Name = "Sender", Listen = listen, Origin = new Uri("http://" + listen), PrivatePeers = [.. hosts.Select(host => host.Split(':')[0])],
        };
        NodeConfiguration.Write(folder, new Dictionary<string, string?>
        {
            ["name"] = options.Name, ["listen"] = listen, ["origin"] = options.Origin.AbsoluteUri, ["privatePeers"] = string.Join(',', options.PrivatePeers),
        });
        var database = await DatabaseConnections.Open(options, cancel);
        var publisher = NodeApplication.Build(options, database);
        await publisher.Services.PrepareDatabase(cancel);
        var node = new SendingNode(folder, options, database.Managed!, publisher); // no database is configured, so it is managed
        await node.Save(session =>
        {
            var deliveries = publisher.Services.GetRequiredService<IDeliveries>();
            foreach (var host in hosts)
            {
                deliveries.OpenLane(session, host, new Uri($"http://{host}/inbox"), batched ? new Uri($"http://{host}/inbox/batch") : null, Catalogue);
            }
        }, cancel);
        return node;
    }

    /// <summary>Starts the process; returns when it was started, once it is ready.</summary>
    public async Task<long> Start(CancellationToken cancel)
    {
        var start = new ProcessStartInfo(await PublishedProgram.Make(cancel), ["serve", "--data", folder]);
        start.Environment["FEDERATION_DATABASE"] = database.ConnectionString;
        var began = Stopwatch.GetTimestamp();
        process = await RunningProgram.Start(start, options.Origin, "/readyz", cancel);
        return began;
    }

    /// <summary>Says so many things to all followers; returns when they were committed.</summary>
    public async Task<long> Publish(int count, CancellationToken cancel)
    {
        await Save(session =>
        {
            for (var i = 0; i < count; i++)
            {
                publisher.Services.GetRequiredService<IActivities>().Publish(session, new JsonObject
                {
                    ["type"] = "Create",
                    ["object"] = new JsonObject { ["type"] = "Note", ["id"] = new Uri(options.Origin, $"/notes/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}").AbsoluteUri, ["content"] = new string('x', 400) },
                }, new Audience.Followers(Catalogue));
            }
        }, cancel);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>The most memory the process ever held, in MB.</summary>
    public double PeakMemory() => process!.PeakMemory(); // it runs

    public async Task<string> States(CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("select string_agg(state || ' ' || n, ', ' order by state) from (select state, count(*) n from node.delivery_host group by state) s");
        return (string)(await command.ExecuteScalarAsync(cancel))!; // there are hosts
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        await publisher.DisposeAsync();
        await database.Stop(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    private async Task Save(Action<IDocumentSession> queue, CancellationToken cancel)
    {
        await using var session = publisher.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        queue(session);
        await session.SaveChangesAsync(cancel);
    }
}
