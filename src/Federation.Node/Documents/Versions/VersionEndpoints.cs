using System.Security.Claims;
using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Versions;

/// <summary>The versions of a document: listed, restored, marked. The page is the document's own.</summary>
internal static class VersionEndpoints
{
    public static void MapVersionEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapGet("/{id:guid}/versions", List);
        documents.MapPost("/{id:guid}/versions/{number:int}/restore", (
            Guid id, int number, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, VersionDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Restore(http.User.MemberId(), id, number, cancel), cancel));
        documents.MapPost("/{id:guid}/versions/{number:int}/keep", (
            Guid id, int number, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, VersionDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Mark(http.User.MemberId(), id, number, true, cancel), cancel));
        documents.MapPost("/{id:guid}/versions/{number:int}/release", (
            Guid id, int number, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, VersionDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Mark(http.User.MemberId(), id, number, false, cancel), cancel));
    }

    private static async Task<IResult> List(Guid id, ClaimsPrincipal user, DocumentPages pages, CancellationToken cancel) =>
        await pages.Find(user.MemberId(), id, cancel) is { Entry: { IsFolder: false } document }
            ? Results.Json(new JsonArray([.. (await pages.Versions(document, user.MemberId(), cancel)).Select(Written)]))
            : Answers.Problem(new DocumentRefusal.NotThere());

    private static async Task<IResult> Done(Guid id, HttpContext http, DocumentPages pages, Task<Outcome> asked, CancellationToken cancel)
    {
        if ((await asked).Refusal is not { } refusal)
        {
            return Answers.AcceptsJson(http.Request) ? await List(id, http.User, pages, cancel) : Answers.SeeOther($"/documents/{id}");
        }

        var page = await pages.Show(http.User.MemberId(), id, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static JsonObject Written(VersionCard version) => new()
    {
        ["number"] = version.Number,
        ["at"] = version.At,
        ["bytes"] = version.Length,
        ["device"] = version.Device,
        ["author"] = version.Author,
        ["isKept"] = version.IsKept,
        ["isCurrent"] = version.IsCurrent,
    };
}
