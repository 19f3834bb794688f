using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Holds;

/// <summary>Legal holds: the list for officers and administrators, and what stands on the page of a folder or document.</summary>
internal static class HoldEndpoints
{
    public const string Root = "/documents/holds";

    /// <summary>Which page of the released ones the address names; those in force have their own.</summary>
    public const string Released = "released";

    public static void MapHoldEndpoints(this IEndpointRouteBuilder routes)
    {
        var keepers = routes.MapGroup(Root).RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(HoldRules.Keepers));
        keepers.MapGet("", (HttpContext http, HoldViews views, CancellationToken cancel) => Show(http, views, null, cancel));
        keepers.MapPost("", Place);
        var signedIn = routes.MapGroup("/documents").RequireAuthorization();
        signedIn.MapPost("/{id:guid}/holds", PlaceOne); // the rule says who: managers of a group space may
        signedIn.MapPost("/holds/{id:guid}/release", Release);
    }

    private static async Task<IResult> Place(
        HttpContext http, [FromForm] string? person, [FromForm] Guid? space, [FromForm] string? why, [FromForm] string? told, HoldViews views, HoldDesk desk, CancellationToken cancel)
    {
        var by = await desk.Actor(http.User.MemberId(), cancel);
        var (id, refusal) = space is { } group ? await desk.Place(group, Words(why, told), by, cancel) : await desk.PlaceOn(person ?? "", Words(why, told), by, cancel);
        if (refusal is null)
        {
            return Answers.AcceptsJson(http.Request) ? Results.Json(new JsonObject { ["id"] = id }) : Answers.SeeOther(Root);
        }

        var page = await Show(http, views, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> PlaceOne(
        Guid id, [FromForm] string? why, [FromForm] string? told, HttpContext http, DocumentPages pages, HoldDesk desk, CancellationToken cancel)
    {
        var (hold, refusal) = await desk.Place(id, Words(why, told), await desk.Actor(http.User.MemberId(), cancel), cancel);
        if (refusal is null)
        {
            return Answers.AcceptsJson(http.Request) ? Results.Json(new JsonObject { ["id"] = hold }) : Answers.SeeOther($"/documents/{id}");
        }

        var page = await pages.Show(http.User.MemberId(), id, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    // From the list, or from the page of what is held, whose id comes along to lead back.
    private static async Task<IResult> Release(
        Guid id, [FromForm] string? why, [FromForm] Guid? entry, HttpContext http, DocumentPages pages, HoldViews views, HoldDesk desk, CancellationToken cancel)
    {
        var by = await desk.Actor(http.User.MemberId(), cancel);
        if (await desk.Release(id, (why ?? "").Trim(), by, cancel) is not { } refusal)
        {
            return Answers.AcceptsJson(http.Request) ? Results.NoContent() : Answers.SeeOther(entry is { } place ? $"/documents/{place}" : ListPage.Of(http.Request).On(Root));
        }

        var page = entry is { } held ? await pages.Show(http.User.MemberId(), held, refusal, cancel)
            : by.IsOfficer ? await Show(http, views, refusal, cancel)
            : Results.NotFound();
        return Answers.Refused(http, refusal, () => page);
    }

    private static HoldWords Words(string? why, string? told) => new((why ?? "").Trim(), (told ?? "").Trim());

    private static async Task<IResult> Show(HttpContext http, HoldViews views, Refusal? refusal, CancellationToken cancel)
    {
        var viewer = http.User.MemberId();
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonArray([.. (await views.All(viewer, cancel)).Select(Written)]))
            : Answers.Page<HoldsPage>(
                new
                {
                    NowBox = (object)await views.Some(false, ListPage.Of(http.Request), viewer, cancel),
                    BeforeBox = (object)await views.Some(true, ListPage.Of(http.Request, Released), viewer, cancel),
                    Groups = await views.Groups(cancel),
                    Refusal = refusal,
                },
                refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static JsonObject Written(HoldCard card) => new()
    {
        ["id"] = card.Id,
        ["on"] = card.Name,
        ["isWhole"] = card.IsWhole,
        ["at"] = card.At,
        ["by"] = card.By,
        ["why"] = card.Why,
        ["told"] = card.Told,
        ["erasureDueAt"] = card.ErasureDueAt,
        ["releasedAt"] = card.ReleasedAt,
        ["releasedBy"] = card.ReleasedBy,
        ["releaseWhy"] = card.ReleaseWhy,
    };
}
