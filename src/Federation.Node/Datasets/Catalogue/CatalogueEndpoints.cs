using System.Text;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>The catalogue and its changes, for everybody: they say nothing that the signed descriptions do not.</summary>
internal static class CatalogueEndpoints
{
    public static void MapCatalogueEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalog", Negotiated);
        routes.MapGet("/catalog.ttl", async (DcatCatalogue catalogue, CancellationToken cancel) => AsTurtle(await catalogue.Graph(cancel)));
        routes.MapGet("/catalog.jsonld", async (DcatCatalogue catalogue, CancellationToken cancel) => AsJsonLd(await catalogue.Graph(cancel)));
        routes.MapGet("/catalog/feed", async (CatalogueFeed feed, CancellationToken cancel) => Results.Bytes(await feed.Root(cancel), JsonLd.MediaType));
        routes.MapGet("/catalog/feed/{page:int}", FeedPage);
    }

    // Whoever asks for nothing in particular gets JSON-LD, a browser the page of tables.
    private static async Task<IResult> Negotiated(HttpContext http, DcatCatalogue catalogue, CancellationToken cancel)
    {
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.Accept;
        var asked = http.Request.GetTypedHeaders().Accept.Where(type => type.Quality is null or > 0).OrderByDescending(type => type.Quality ?? 1)
            .Select(type => type.MediaType.Value).FirstOrDefault(type => type is Turtle.MediaType or JsonLd.MediaType or "application/json" or "text/html" or "*/*");
        return asked switch
        {
            "text/html" => Answers.SeeOther("/releases"),
            Turtle.MediaType => AsTurtle(await catalogue.Graph(cancel)),
            _ => AsJsonLd(await catalogue.Graph(cancel)),
        };
    }

    private static async Task<IResult> FeedPage(int page, HttpContext http, CatalogueFeed feed, CancellationToken cancel)
    {
        if (await feed.Page(page, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        // Whoever holds a full page never has to ask for it again.
        http.Response.Headers[HeaderNames.CacheControl] = found.IsFull ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(found.Bytes, JsonLd.MediaType);
    }

    private static IResult AsTurtle(RdfGraph graph) => Results.Text(Turtle.Of(graph), Turtle.MediaType, Encoding.UTF8);

    private static IResult AsJsonLd(RdfGraph graph) => Results.Bytes(JsonLd.Of(graph), JsonLd.MediaType);
}
