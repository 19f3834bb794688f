using System.Text.Json.Nodes;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Retention;

/// <summary>How long documents stay: of a space, for everybody in it; of every space, for administrators. What a rule would do is shown before it is made.</summary>
internal static class RetentionEndpoints
{
    public const string Root = "/documents/retention";

    /// <summary>Documents of a list, those that go first: enough to see whether a rule does what was meant.</summary>
    private const int Shown = 200;

    public static void MapRetentionEndpoints(this IEndpointRouteBuilder routes)
    {
        var administrators = routes.MapGroup(Root).RequireAuthorization(Roles.Administrator);
        administrators.MapGet("", (string? delete, string? trash, string? versions, bool? preview, HttpContext http, RetentionViews views, TimeProvider time, CancellationToken cancel) =>
            Page(http, views, Typed(time, delete, trash, versions, preview), cancel));
        administrators.MapPost("", async ([FromForm] string? delete, [FromForm] string? trash, [FromForm] string? versions, HttpContext http, RetentionViews views, RetentionDesk desk, TimeProvider time, CancellationToken cancel) =>
        {
            var typed = Typed(time, delete, trash, versions, true);
            typed = typed with { Refusal = typed.Refusal ?? await desk.SetAll(http.User.MemberId(), typed.Rule, cancel) };
            return typed.Refusal is null ? Done(http, Root) : await Page(http, views, typed, cancel);
        });
        var signedIn = routes.MapGroup("/documents/{id:guid}/retention").RequireAuthorization();
        signedIn.MapGet("", (Guid id, string? delete, string? trash, string? versions, bool? preview, HttpContext http, DocumentPages pages, RetentionViews views, TimeProvider time, CancellationToken cancel) =>
            Page(id, http, pages, views, Typed(time, delete, trash, versions, preview), time, cancel));
        signedIn.MapPost("", async (Guid id, [FromForm] string? delete, [FromForm] string? trash, [FromForm] string? versions, HttpContext http, DocumentPages pages, RetentionViews views, RetentionDesk desk, TimeProvider time, CancellationToken cancel) =>
        {
            var typed = Typed(time, delete, trash, versions, true);
            typed = typed with { Refusal = typed.Refusal ?? await desk.Set(http.User.MemberId(), id, typed.Rule, cancel) };
            return typed.Refusal is null ? Done(http, $"/documents/{id}/retention") : await Page(id, http, pages, views, typed, time, cancel);
        });
    }

    private static IResult Done(HttpContext http, string path) => Answers.AcceptsJson(http.Request) ? Results.NoContent() : Answers.SeeOther(path);

    private static TypedRule Typed(TimeProvider time, string? delete, string? trash, string? versions, bool? preview)
    {
        if (preview != true)
        {
            return new(null, null, false);
        }

        var (rule, refusal) = RetentionRules.Read(Guid.CreateVersion7(time.GetUtcNow()), delete, trash, versions);
        return new(rule, refusal, true);
    }

    private static async Task<IResult> Page(HttpContext http, RetentionViews views, TypedRule typed, CancellationToken cancel)
    {
        if (typed.Refusal is not null && Answers.AcceptsJson(http.Request))
        {
            return Answers.Problem(typed.Refusal);
        }

        var rule = typed.IsPreview ? typed.Rule : await views.OfAll(cancel);
        var spaces = typed is { IsPreview: true, Rule: { } wish } ? await views.DueInAll(wish, cancel) : [];
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonObject { ["rule"] = Written(rule), ["spaces"] = new JsonArray([.. spaces.Select(space => new JsonObject { ["name"] = space.Name, ["documents"] = space.Documents, ["first"] = space.First })]) })
            : Answers.Page<RetentionForAllPage>(
                new { Rule = rule, typed.IsPreview, SpacesBox = (object)spaces, typed.Refusal }, typed.Refusal?.Status ?? StatusCodes.Status200OK);
    }

    // Whoever sees the whole space sees what will go and when.
    private static async Task<IResult> Page(
        Guid id, HttpContext http, DocumentPages pages, RetentionViews views, TypedRule typed, TimeProvider time, CancellationToken cancel)
    {
        if (await pages.Find(http.User.MemberId(), id, cancel) is not { } sight || sight.Entry.Id != sight.Reach.Space.Id)
        {
            return Answers.AcceptsJson(http.Request) ? Answers.Problem(new DocumentRefusal.NotThere()) : Results.NotFound();
        }

        if (typed.Refusal is not null && Answers.AcceptsJson(http.Request))
        {
            return Answers.Problem(typed.Refusal);
        }

        var now = await views.Of(id, cancel);
        var (rule, since) = typed.IsPreview ? (typed.Rule, time.GetUtcNow()) : (now?.Rule, now?.Since ?? default);
        var due = rule is null ? [] : await views.Due(id, rule, since, Shown, cancel);
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonObject { ["rule"] = Written(rule), ["isOwn"] = now?.IsOwn, ["due"] = new JsonArray([.. due.Select(Written)]) })
            : Answers.Page<RetentionPage>(
                new { SightBox = (object)sight, Rule = rule, IsOwn = now?.IsOwn ?? false, typed.IsPreview, DueBox = (object)due, typed.Refusal, MayChange = sight.Reach is { Role: SpaceRole.Manager, RefuseClosed: null } },
                typed.Refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static JsonObject? Written(RetentionRule? rule) => rule is null ? null : new JsonObject
    {
        ["deleteAfterDays"] = rule.DeleteAfterDays,
        ["trashDays"] = rule.TrashDays,
        ["keepVersionsDays"] = rule.KeepVersionsDays,
    };

    private static JsonObject Written(DueDocument due) => new() { ["id"] = due.Id, ["name"] = due.Name, ["at"] = due.At, ["isHeld"] = due.IsHeld };

    /// <summary>What was typed, or nothing was; not made yet.</summary>
    private sealed record TypedRule(RetentionRule? Rule, Refusal? Refusal, bool IsPreview);
}
