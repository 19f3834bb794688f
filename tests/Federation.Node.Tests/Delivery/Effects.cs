using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>A room that writes a row for each Announce it is given, in the transaction that settles it; one can tell it to fail.</summary>
internal sealed class Effects : IActivityHandler
{
    public const string Table = "create table if not exists node.effect (place bigint generated always as identity, actor text not null, name text not null)";

    /// <summary>What it throws, by the name of the activity.</summary>
    public ConcurrentDictionary<string, Exception> Fails { get; } = new();

    public bool Handles(JsonObject activity) => ActivityShape.HasType(activity, "Announce");

    public Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var name = ActivityShape.Text(received.Body, "summary")!; // Announce writes it
        session.QueueSqlCommand("insert into node.effect (actor, name) values (?, ?)", received.Actor.AbsoluteUri, name);
        return Fails.TryGetValue(name, out var failure) ? throw failure : Task.FromResult<ActivityOutcome>(new ActivityOutcome.Applied());
    }

    /// <summary>A signed Announce of a node or one of its catalogues.</summary>
    public static JsonObject Announce(RunningNode from, string name, string actor = "/actor") =>
        from.Services.GetRequiredService<INodeIdentity>().SignObject(new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = new Uri(from.Origin, "/activities/" + name).AbsoluteUri,
            ["type"] = "Announce",
            ["actor"] = new Uri(from.Origin, actor).AbsoluteUri,
            ["summary"] = name,
            ["object"] = new Uri(from.Origin, "/x").AbsoluteUri,
        });

    /// <summary>What took effect, in order.</summary>
    public static async Task<string[]> Of(RunningNode node, string actor = "%") =>
        (string[])(await node.Scalar($"select coalesce(array_agg(name order by place), '{{}}') from node.effect where actor like '%{actor}'"))!; // coalesced
}
