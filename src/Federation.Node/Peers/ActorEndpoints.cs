using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Federation.Protocol.Activities;
using Federation.Protocol.Discovery;

namespace Federation.Node.Peers;

/// <summary>What anybody may read about this node, unsigned: who it is, and where to write to it.</summary>
internal static class ActorEndpoints
{
    private const string NodeInfoProfile = "http://nodeinfo.diaspora.software/ns/schema/2.1";

    public static void MapActorEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/actor", (HttpContext http, ActorDocuments actors, NodeOptions options) =>
            Show(http, actors.Node(), Text.Same(options.Name)));
        routes.MapGet("/catalogues/{name}", (HttpContext http, string name, ActorDocuments actors) =>
            Catalogues.All.Contains(name, StringComparer.Ordinal)
                ? Show(http, actors.Catalogue(name), ActorDocuments.TitleOf(name))
                : Results.NotFound());
        routes.MapGet(WebFinger.Path, (string? resource, ActorDocuments actors, NodeOptions options) =>
            resource is null ? Results.BadRequest()
            : WebFinger.Find(resource, options.Origin, actors.Actors) is { } name
                ? Results.Text(WebFinger.Describe(name, options.Origin, actors.Actors[name]).ToJsonString(), WebFinger.MediaType)
                : Results.NotFound());
        routes.MapGet("/.well-known/nodeinfo", (NodeOptions options) => Results.Text(new JsonObject
        {
            ["links"] = new JsonArray(new JsonObject { ["rel"] = NodeInfoProfile, ["href"] = new Uri(options.Origin, "/nodeinfo/2.1").AbsoluteUri }),
        }.ToJsonString(), "application/json"));
        routes.MapGet("/nodeinfo/2.1", (NodeOptions options) => Results.Text(new JsonObject
        {
            ["version"] = "2.1",
            ["software"] = new JsonObject { ["name"] = "federation", ["version"] = Version },
            ["protocols"] = new JsonArray("activitypub"),
            ["services"] = new JsonObject { ["inbound"] = new JsonArray(), ["outbound"] = new JsonArray() },
            ["openRegistrations"] = false,
            ["usage"] = new JsonObject { ["users"] = new JsonObject() }, // how many members a union has is its own business
            ["metadata"] = new JsonObject { ["nodeName"] = options.Name },
        }.ToJsonString(), $"application/json; profile=\"{NodeInfoProfile}#\""));
    }

    private static string Version => typeof(ActorEndpoints).Assembly.GetName().Version!.ToString(3); // this assembly has one

    private static IResult Show(HttpContext http, JsonObject actor, Text title)
    {
        http.Response.Headers.Vary = "Accept";
        return http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            ? Answers.Page<ActorPage>(new { Title = title.ToString(), Actor = ActivityShape.Id(actor), Username = ActivityShape.Text(actor, "preferredUsername") })
            : Results.Text(actor.ToJsonString(), ActivityContexts.MediaType);
    }
}
