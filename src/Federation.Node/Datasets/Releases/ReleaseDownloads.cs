using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Datasets.Releases;

/// <summary>
/// Descriptions for everybody, so that strangers can verify them; files for signed-in members and for approved peers who sign their request,
/// so that it is known who holds a copy and must be told when one is taken back.
/// </summary>
internal static class ReleaseDownloads
{
    public static void MapReleaseDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets", List);
        routes.MapGet("/datasets/{id:guid}", (Guid id, DatasetDesk desk, CancellationToken cancel) => Describe(id, null, desk, cancel));
        routes.MapGet("/datasets/{id:guid}/v{version:int}", (Guid id, int version, DatasetDesk desk, CancellationToken cancel) => Describe(id, version, desk, cancel));
        routes.MapGet("/files/{sha256:length(64)}", File);
    }

    private static async Task<IResult> List(DatasetDesk desk, NodeOptions options, CancellationToken cancel) => Results.Json(new JsonArray([..
        (await desk.All(cancel)).Where(dataset => dataset.Current is not null).Select(dataset => new JsonObject
        {
            ["id"] = ReleaseDocument.DatasetUrl(options.Origin, dataset.Id),
            ["title"] = dataset.Source.Title.En,
            ["template"] = dataset.Source.Template,
            ["kind"] = dataset.Source.IsRollUp ? "rollUp" : "table",
            ["current"] = ReleaseDocument.VersionUrl(options.Origin, dataset.Id, dataset.Current!.Version), // just looked
        })]));

    private static async Task<IResult> Describe(Guid id, int? version, DatasetDesk desk, CancellationToken cancel) =>
        await desk.Load(id, cancel) is { } dataset
        && (version is null ? dataset.Current : dataset.Releases.FirstOrDefault(release => release.Version == version)) is { } found
            ? Results.Text(found.Document, "application/ld+json")
            : Results.NotFound();

    private static async Task<IResult> File(
        string sha256, HttpContext http, ReleaseFiles files, [FromServices] IPeerRequests requests, TimeProvider time, CancellationToken cancel)
    {
        var isMember = http.User.Identity?.IsAuthenticated == true;
        var (peer, refusal) = isMember ? new PeerRequest(null, null) : await requests.Read(http, cancel);
        if (peer is null && !isMember)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status401Unauthorized, title: "Sign in, or sign the request as an approved peer (RFC 9421).", type: "/problems/datasets.members-and-peers");
        }

        if (refusal is not null)
        {
            return refusal;
        }

        if (await files.Find(ReleaseFiles.Ours, sha256, cancel) is not { } file)
        {
            return Results.NotFound();
        }

        var held = file.Bytes is not null && peer is not null ? await files.Hand(peer, sha256, time.GetUtcNow(), cancel) : file.Bytes;
        if (held is not { } bytes)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status410Gone, title: "This file was erased because somebody withdrew; a corrected version replaces it.", type: "/problems/datasets.erased");
        }

        http.Response.Headers[HeaderNames.CacheControl] = "no-store"; // a copy in a cache could not be erased
        http.Response.Headers[HeaderNames.ContentDisposition] = $"attachment; filename=\"{sha256[..12]}.{(file.MediaType == MediaTypes.Csv ? "csv" : "json")}\"";
        return Results.Bytes(bytes, file.MediaType);
    }
}
