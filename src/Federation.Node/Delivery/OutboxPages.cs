using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Npgsql;

namespace Federation.Node.Delivery;

/// <summary>What a catalogue said to its followers, as a paged collection (ActivityPub §5.1), and each of these activities by its id.</summary>
internal sealed class OutboxPages(NpgsqlDataSource source, INodeIdentity identity, NodeOptions options)
{
    private const int PageSize = 20;
    private static readonly string[] Shown = ["statistics", "templates", "tools"];

    /// <summary>True when there is a catalogue of that name.</summary>
    public static bool Shows(string name) => Shown.Contains(name, StringComparer.Ordinal);

    public async Task<IResult> Outbox(string name, int? page, CancellationToken cancel)
    {
        if (!Shown.Contains(name, StringComparer.Ordinal) || page < 1)
        {
            return Results.NotFound();
        }

        var id = identity.ActorOf(name).AbsoluteUri + "/outbox";
        await using var count = source.Command("select count(*) from node.outbox where audience_kind = 'followers' and audience = $1", name);
        var total = (long)(await count.ExecuteScalarAsync(cancel))!; // a count is never null
        if (page is null)
        {
            return Activity(new JsonObject
            {
                ["@context"] = "https://www.w3.org/ns/activitystreams",
                ["id"] = id,
                ["type"] = "OrderedCollection",
                ["totalItems"] = total,
                ["first"] = id + "?page=1",
            });
        }

        var bodies = await source.List(
            "select body from node.outbox where audience_kind = 'followers' and audience = $1 order by sequence desc limit $2 offset $3",
            row => row.GetFieldValue<byte[]>(0), cancel, name, PageSize, (long)(page.Value - 1) * PageSize);
        var shown = new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = $"{id}?page={page}",
            ["type"] = "OrderedCollectionPage",
            ["partOf"] = id,
            ["orderedItems"] = new JsonArray([.. bodies.Select(body => JsonNode.Parse(body))]),
        };
        if ((long)page.Value * PageSize < total)
        {
            shown["next"] = $"{id}?page={page + 1}";
        }

        return Activity(shown);
    }

    /// <summary>An activity by its id: what was said to followers. What was said to one peer is nobody else's business.</summary>
    public async Task<IResult> One(Guid id, CancellationToken cancel)
    {
        var bodies = await source.List(
            "select body from node.outbox where id = $1 and audience_kind = 'followers'", row => row.GetFieldValue<byte[]>(0), cancel,
            new Uri(options.Origin, $"/activities/{id}").AbsoluteUri);
        return bodies.Count > 0 ? Results.Bytes(bodies[0], ActivityContexts.MediaType) : Results.NotFound();
    }

    /// <summary>Who follows a catalogue: for anybody a number, for peers the actors.</summary>
    public async Task<IResult> Followers(HttpContext http, string name, int? page, IFollowers followers, CancellationToken cancel) =>
        Shows(name)
            ? await PagedCollection.Answer(http, identity.ActorOf(name).AbsoluteUri + "/followers", await followers.ActorsOf(name, cancel), page, cancel)
            : Results.NotFound();

    private static IResult Activity(JsonObject document) => Results.Text(document.ToJsonString(), ActivityContexts.MediaType);
}
