using System.Security.Claims;
using Federation.Node.Documents.Activity;
using Federation.Node.Documents.Exports;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Moving;
using Federation.Node.Documents.Previews;
using Federation.Node.Documents.Search;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Versions;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents;

/// <summary>The documents in a browser, by the ids of folders and documents; somebody else's are not there.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocumentEndpoints(this IEndpointRouteBuilder routes)
    {
        var signedIn = routes.MapGroup("/documents").RequireAuthorization();
        signedIn.MapGet("", (ClaimsPrincipal user, DocumentPages pages, CancellationToken cancel) =>
            pages.Show(user.MemberId(), Space.PersonalIdOf(user.MemberId()), null, cancel));
        signedIn.MapGet("/{id:guid}", (Guid id, HttpContext http, DocumentPages pages, CancellationToken cancel) =>
            pages.Show(http.User.MemberId(), id, null, cancel, people: SpaceEndpoints.People(http.Request)));
        signedIn.MapGet("/{id:guid}/content", Download);
        signedIn.MapGet("/{id:guid}/zip", TakeAlong);
        signedIn.MapPost("/{id:guid}/folders", MakeFolder);
        signedIn.MapPost("/{id:guid}/upload", Upload).WithMetadata(new DisableRequestSizeLimitAttribute()); // counted where it is written
        signedIn.MapPost("/{id:guid}/delete", Delete);
        signedIn.MapMoveEndpoints();
        signedIn.MapPreviewEndpoints();
        signedIn.MapVersionEndpoints();
        signedIn.MapActivityEndpoints();
        signedIn.MapTrashEndpoints();
        signedIn.MapSpaceEndpoints();
        signedIn.MapShareEndpoints();
        signedIn.MapLinkEndpoints();
        signedIn.MapSearchEndpoints();
    }

    private static async Task<IResult> Download(
        Guid id, int? version, ClaimsPrincipal user, DocumentPages pages, Downloads downloads, CancellationToken cancel) =>
        await pages.Find(user.MemberId(), id, cancel) is { Entry: { IsFolder: false } document }
            ? await downloads.Give(document, version, cancel)
            : Results.NotFound();

    private static async Task<IResult> TakeAlong(Guid id, HttpContext http, DocumentPages pages, FolderZip zip, CancellationToken cancel)
    {
        if (await pages.Find(http.User.MemberId(), id, cancel) is not { Entry.IsFolder: true } sight)
        {
            return Results.NotFound();
        }

        await zip.Write(http.Response, http.User.MemberId(), sight, cancel);
        return Results.Empty;
    }

    private static async Task<IResult> MakeFolder(
        Guid id, [FromForm] string? name, HttpContext http, DocumentPages pages, DocumentDesk desk, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        if (await pages.Find(by, id, cancel) is not { Path: var path })
        {
            return Results.NotFound();
        }

        var outcome = await desk.MakeFolder(by, [.. path, DocumentRules.Compose((name ?? "").Trim())], Conditions.None, cancel);
        return await pages.Done(http, outcome, id, id, cancel);
    }

    private static async Task<IResult> Upload(
        Guid id, HttpContext http, DocumentPages pages, DocumentDesk desk, IAntiforgery antiforgery, CancellationToken cancel)
    {
        (string Name, Stream Bytes)? file;
        try
        {
            file = await DocumentUpload.File(http, antiforgery, cancel);
        }
        catch (AntiforgeryValidationException)
        {
            return Results.BadRequest();
        }

        var by = http.User.MemberId();
        if (await pages.Find(by, id, cancel) is not { Path: var path })
        {
            return Results.NotFound();
        }

        var outcome = file is not { } chosen ? Outcome.Refused(new DocumentRefusal.NoFile())
            : await desk.Put(by, [.. path, chosen.Name], Conditions.None, chosen.Bytes, null, cancel, device: "");
        return await pages.Done(http, outcome, id, id, cancel);
    }

    private static async Task<IResult> Delete(
        Guid id, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, DocumentDesk desk, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        if (await pages.Find(by, id, cancel) is not { } sight)
        {
            return Results.NotFound();
        }

        var outcome = await desk.Delete(by, sight.Path, Conditions.None, cancel);
        return await pages.Done(http, outcome, sight.Entry.ParentId ?? id, id, cancel);
    }
}
