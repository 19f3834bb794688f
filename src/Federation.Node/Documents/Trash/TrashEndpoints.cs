using System.Security.Claims;
using System.Text.Json.Nodes;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Trash;

/// <summary>The trash of the member who looks; somebody else's is not there.</summary>
internal static class TrashEndpoints
{
    /// <summary>What comes back beside something of its name is called this.</summary>
    public static readonly Text Word = new("restored", "restauré", "restaurado");

    public static void MapTrashEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapGet("/trash", (Guid? space, HttpContext http, DocumentPages pages, CancellationToken cancel) => Show(space, http, pages, null, cancel));
        documents.MapPost("/trash/{id:guid}/restore", Restore);
        documents.MapPost("/trash/{id:guid}/erase", Erase);
        documents.MapPost("/trash/empty", Empty);
    }

    private static async Task<IResult> Restore(
        Guid id, Guid? space, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, TrashDesk desk, CancellationToken cancel)
    {
        var (restored, refusal) = await desk.Restore(http.User.MemberId(), id, Word.ToString(), cancel);
        return restored is null ? await Refused(space, http, pages, refusal!, cancel) // not restored: a refusal
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
        Guid id, Guid? space, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, TrashDesk desk, CancellationToken cancel) =>
        (await desk.Erase(http.User.MemberId(), id, cancel)).Refusal is { } refusal ? await Refused(space, http, pages, refusal, cancel) : Erased(space, http, 1);

    private static async Task<IResult> Empty(
        Guid? space, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, TrashDesk desk, CancellationToken cancel)
    {
        var (erased, held, refusal) = await desk.Empty(http.User.MemberId(), SpaceOf(space, http), cancel);
        return refusal is not null ? await Refused(space, http, pages, refusal, cancel) : Erased(space, http, erased, held);
    }

    private static Guid SpaceOf(Guid? space, HttpContext http) => space ?? Space.PersonalIdOf(http.User.MemberId());

    private static IResult Erased(Guid? space, HttpContext http, int count, int held = 0) =>
        Answers.AcceptsJson(http.Request) ? Results.Json(new JsonObject { ["erased"] = count, ["held"] = held })
        : Answers.SeeOther(space is null ? "/documents/trash" : $"/documents/trash?space={space}");

    private static async Task<IResult> Refused(Guid? space, HttpContext http, DocumentPages pages, Refusal refusal, CancellationToken cancel)
    {
        var page = await Show(space, http, pages, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Show(Guid? space, HttpContext http, DocumentPages pages, Refusal? refusal, CancellationToken cancel)
    {
        if (await pages.Trash(http.User.MemberId(), SpaceOf(space, http), cancel) is not var (reach, cards, days))
        {
            return Answers.AcceptsJson(http.Request) ? Answers.Problem(new DocumentRefusal.NotThere()) : Results.NotFound();
        }

        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonArray([.. cards.Select(Written)]))
            : Answers.Page<TrashPage>(new { ReachBox = (object)reach, CardsBox = (object)cards, Days = days, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static JsonObject Written(TrashedCard card) => new()
    {
        ["id"] = card.Id,
        ["name"] = card.Name,
        ["isFolder"] = card.IsFolder,
        ["wasIn"] = new JsonArray([.. card.Above.Select(name => JsonValue.Create(name))]),
        ["folderIsThere"] = card.FolderIsThere,
        ["deletedAt"] = card.DeletedAt,
        ["erasedAt"] = card.ErasedAt,
        ["bytes"] = card.Length,
        ["isHeld"] = card.IsHeld,
    };
}
