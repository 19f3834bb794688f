using Federation.Node.Delivery;
using Federation.Node.Shell;
using Federation.Node.Tools.Archives;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Tools.Releases;

/// <summary>
/// Descriptions and archives of our tools: for signed-in members, and for approved peers who sign their request. A revoked version is
/// answered by its Tombstone, to everybody: a warning is no secret.
/// </summary>
internal static class ToolDownloads
{
    public static void MapToolDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tools/{name}/{version}", Describe);
        routes.MapGet("/tool-archives/{sha256:length(64)}", Archive);
    }

    /// <summary>An archive as a file to keep.</summary>
    public static async Task<IResult> Give(HttpContext http, ToolArchives archives, ToolManifest manifest, ToolArchive archive, CancellationToken cancel)
    {
        if (await archives.Open(archive.Sha256, cancel) is not { } content)
        {
            return Answers.Problem(new ToolRefusal.NotFound());
        }

        http.Response.Headers[HeaderNames.CacheControl] = "no-store"; // a copy in a cache could not be revoked
        return Results.Stream(
            content, ToolDocument.MediaType(archive.Kind), ToolDocument.FileName(manifest, archive.Kind),
            entityTag: new EntityTagHeaderValue($"\"{archive.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<IResult> Describe(
        string name, string version, HttpContext http, ToolDesk desk, [FromServices] IPeerRequests requests, CancellationToken cancel)
    {
        var tool = await desk.Load(Tool.IdOf(name, version), cancel);
        return tool is { State: ToolState.Revoked }
            ? Results.Text(tool.Tombstone, "application/ld+json", statusCode: StatusCodes.Status410Gone)
            : await TurnAway(http, requests, cancel) is { } refusal ? refusal
            : tool is { Document: { } document, State: ToolState.Published } ? Results.Text(document, "application/ld+json")
            : Answers.Problem(new ToolRefusal.NotFound());
    }

    private static async Task<IResult> Archive(
        string sha256, HttpContext http, ToolDesk desk, ToolArchives archives, [FromServices] IPeerRequests requests, CancellationToken cancel)
    {
        if (await TurnAway(http, requests, cancel) is { } refusal)
        {
            return refusal;
        }

        var tools = (await desk.All(cancel)).Where(tool => tool.Archive.Sha256 == sha256).ToList();
        return tools.FirstOrDefault(tool => tool.State == ToolState.Published) is { } tool ? await Give(http, archives, tool.Manifest, tool.Archive, cancel)
            : tools.FirstOrDefault(each => each.State == ToolState.Revoked) is { Reason: { } reason } ? Answers.Problem(new ToolRefusal.Revoked(reason))
            : Answers.Problem(new ToolRefusal.NotFound());
    }

    // Null for members, and for peers that have not asked for too much.
    private static async Task<IResult?> TurnAway(HttpContext http, IPeerRequests requests, CancellationToken cancel)
    {
        if (http.User.Identity?.IsAuthenticated == true)
        {
            return null;
        }

        var (peer, refusal) = await requests.Read(http, cancel);
        return peer is not null ? refusal : Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized, title: "Sign in, or sign the request as an approved peer (RFC 9421).", type: "/problems/tools.members-and-peers");
    }
}
