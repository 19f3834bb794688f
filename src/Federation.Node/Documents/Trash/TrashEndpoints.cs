using System.Security.Claims;
using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Trash;

/// <summary>The trash of the member who looks; somebody else's is not there.</summary>
internal static class TrashEndpoints
{
    private static readonly Text Word = new("restored", "restauré", "restaurado");

    public static void MapTrashEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapGet("/trash", (HttpContext http, DocumentPages pages, CancellationToken cancel) => Show(http, pages, null, cancel));
        documents.MapPost("/trash/{id:guid}/restore", Restore);
        documents.MapPost("/trash/{id:guid}/erase", Erase);
        documents.MapPost("/trash/empty", Empty);
    }

    private static async Task<IResult> Restore(
        Guid id, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, TrashDesk desk, CancellationToken cancel)
    {
        var (restored, refusal) = await desk.Restore(http.User.MemberId(), id, Word.ToString(), cancel);
        return restored is null ? await Refused(http, pages, refusal!, cancel) // not restored: a refusal
            : !Answers.AcceptsJson(http.Request) ? Answers.SeeOther($"/documents/{restored.FolderId}")
            : Results.Json(new JsonObject
            {
                ["id"] = restored.Id,
                ["folder"] = restored.FolderId,
                ["name"] = restored.Name,
                ["isWhereItWas"] = restored.IsWhereItWas,
            });
    }

    private static async Task<IResult> Erase(
        Guid id, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, TrashDesk desk, CancellationToken cancel) =>
        (await desk.Erase(http.User.MemberId(), id, cancel)).Refusal is { } refusal ? await Refused(http, pages, refusal, cancel) : Erased(http, 1);

    private static async Task<IResult> Empty([FromForm] IFormCollection _, HttpContext http, DocumentPages pages, TrashDesk desk, CancellationToken cancel)
    {
        var (erased, refusal) = await desk.Empty(http.User.MemberId(), cancel);
        return refusal is not null ? await Refused(http, pages, refusal, cancel) : Erased(http, erased);
    }

    private static IResult Erased(HttpContext http, int count) =>
        Answers.AcceptsJson(http.Request) ? Results.Json(new JsonObject { ["erased"] = count }) : Answers.SeeOther("/documents/trash");

    private static async Task<IResult> Refused(HttpContext http, DocumentPages pages, Refusal refusal, CancellationToken cancel)
    {
        var page = await Show(http, pages, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Show(HttpContext http, DocumentPages pages, Refusal? refusal, CancellationToken cancel)
    {
        var cards = await pages.Trash(http.User.MemberId(), cancel);
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonArray([.. cards.Select(Written)]))
            : Answers.Page<TrashPage>(new { CardsBox = (object)cards, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static JsonObject Written(TrashedCard card) => new()
    {
        ["id"] = card.Id,
        ["name"] = card.Name,
        ["isFolder"] = card.IsFolder,
        ["wasIn"] = new JsonArray([.. card.Above.Select(name => JsonValue.Create(name))]),
        ["folderIsThere"] = card.FolderIsThere,
        ["deletedAt"] = card.DeletedAt,
        ["erasedAt"] = card.DeletedAt + DocumentLimits.TrashLife,
        ["bytes"] = card.Length,
    };
}
