using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Federation.Protocol.Activities;
using Federation.Protocol.Discovery;

namespace Federation.Node.Peers;

/// <summary>What anybody may read about this node, unsigned: who it is, and where to write to it.</summary>
internal static class ActorEndpoints
{
    public static void MapActorEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/actor", (HttpContext http, ActorDocuments actors, NodeOptions options) =>
            Show(http, actors.Node(), Text.Same(options.Name)));
        routes.MapGet("/catalogues/{name}", (HttpContext http, string name, ActorDocuments actors) =>
            Catalogues.All.Contains(name, StringComparer.Ordinal)
                ? Show(http, actors.Catalogue(name), ActorDocuments.TitleOf(name))
                : Results.NotFound());
        // Whom a union deals with is its own and its peers' to know. What the node says to single peers stands in no collection.
        routes.MapGet("/actor/outbox", (ActorDocuments actors) => Count(actors.Actors[ActorDocuments.NodeName], "outbox", 0));
        routes.MapGet("/actor/followers", (ActorDocuments actors) => Count(actors.Actors[ActorDocuments.NodeName], "followers", 0));
        routes.MapGet("/actor/following", async (HttpContext http, int? page, ActorDocuments actors, PeerRegister register, CancellationToken cancel) =>
            await PagedCollection.Answer(
                http, actors.Actors[ActorDocuments.NodeName].AbsoluteUri + "/following",
                [.. (await register.Followed(cancel)).Select(each => each.Catalogue.AbsoluteUri).Order(StringComparer.Ordinal)], page, cancel));
        routes.MapGet("/catalogues/{name}/following", (string name, ActorDocuments actors) =>
            Catalogues.All.Contains(name, StringComparer.Ordinal) ? Count(actors.Actors[name], "following", 0) : Results.NotFound());
        routes.MapGet(WebFinger.Path, (string? resource, ActorDocuments actors, NodeOptions options) =>
            resource is null ? Results.BadRequest()
            : WebFinger.Find(resource, options.Origin, actors.Actors) is { } name
                ? Results.Text(WebFinger.Describe(name, options.Origin, actors.Actors[name]).ToJsonString(), WebFinger.MediaType)
                : Results.NotFound());
        routes.MapGet(NodeInfo.Path, (NodeOptions options) => Results.Text(NodeInfo.Links(options.Origin).ToJsonString(), "application/json"));
        routes.MapGet(NodeInfo.DocumentPath, (NodeOptions options) =>
        {
            var info = new NodeInfo(PeerIntroductions.Software, Version, ["activitypub"]).Describe();
            info["metadata"]!["nodeName"] = options.Name; // Describe wrote metadata
            return Results.Text(info.ToJsonString(), NodeInfo.MediaType);
        });
        routes.MapGet(HostMeta.XmlPath, (NodeOptions options) => Results.Text(HostMeta.Xml(options.Origin), HostMeta.XmlMediaType));
        routes.MapGet(HostMeta.JsonPath, (NodeOptions options) => Results.Text(HostMeta.Json(options.Origin).ToJsonString(), WebFinger.MediaType));
    }

    private static string Version => typeof(ActorEndpoints).Assembly.GetName().Version!.ToString(3); // this assembly has one

    private static IResult Count(Uri actor, string name, int items) => Results.Text(new JsonObject
    {
        ["@context"] = "https://www.w3.org/ns/activitystreams",
        ["id"] = $"{actor.AbsoluteUri}/{name}",
        ["type"] = "OrderedCollection",
        ["totalItems"] = items,
    }.ToJsonString(), ActivityContexts.MediaType);

    private static IResult Show(HttpContext http, JsonObject actor, Text title)
    {
        http.Response.Headers.Vary = "Accept";
        return http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            ? Answers.Page<ActorPage>(new { Title = title.ToString(), Actor = ActivityShape.Id(actor), Username = ActivityShape.Text(actor, "preferredUsername") })
            : Results.Text(actor.ToJsonString(), ActivityContexts.MediaType);
    }
}
