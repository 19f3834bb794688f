using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Spaces;

/// <summary>Group spaces and who is in them; the page is that of the space's root folder.</summary>
internal static class SpaceEndpoints
{
    public const string PeopleField = "people";

    public static void MapSpaceEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapPost("/spaces", Open);
        documents.MapPost("/spaces/{id:guid}/rename", (
            Guid id, [FromForm] string? name, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Rename(http.User.MemberId(), id, DocumentRules.Compose((name ?? "").Trim()), cancel), cancel));
        documents.MapPost("/spaces/{id:guid}/close", (
            Guid id, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Close(http.User.MemberId(), id, cancel), cancel));
        documents.MapPost("/spaces/{id:guid}/reopen", (
            Guid id, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Reopen(http.User.MemberId(), id, cancel), cancel));
        documents.MapPost("/spaces/{id:guid}/people", Give);
        documents.MapPost("/spaces/{id:guid}/people/{person:guid}/role", (
            Guid id, Guid person, [FromForm] string? role, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, RoleNamed(role) is { } known
                ? desk.Give(http.User.MemberId(), id, person, known, cancel) : Task.FromResult<Refusal?>(new SpaceRefusal.NoSuchRole()), cancel));
        documents.MapPost("/spaces/{id:guid}/people/{person:guid}/remove", (
            Guid id, Guid person, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.Take(http.User.MemberId(), id, person, cancel), cancel));
    }

    /// <summary>Which page of the people of a group space a form carried along, or the address names; the page holds other lists too.</summary>
    public static ListPage People(HttpRequest request) => ListPage.Of(request, PeopleField);

    /// <summary>The role a form names; null when it names none.</summary>
    public static SpaceRole? RoleNamed(string? role) => role switch
    {
        "viewer" => SpaceRole.Viewer,
        "editor" => SpaceRole.Editor,
        "manager" => SpaceRole.Manager,
        _ => null,
    };

    private static async Task<IResult> Open([FromForm] string? name, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var (id, refusal) = await desk.Open(by, DocumentRules.Compose((name ?? "").Trim()), cancel);
        if (refusal is not null)
        {
            var page = await pages.Show(by, Space.PersonalIdOf(by), refusal, cancel);
            return Answers.Refused(http, refusal, () => page);
        }

        return Answers.AcceptsJson(http.Request) ? Results.Json(new JsonObject { ["id"] = id }) : Answers.SeeOther($"/documents/{id}");
    }

    private static Task<IResult> Give(
        Guid id, [FromForm] string? person, [FromForm] string? role, HttpContext http, DocumentPages pages, SpaceDesk desk, CancellationToken cancel) =>
        Done(id, http, pages, RoleNamed(role) is { } known
            ? desk.Give(http.User.MemberId(), id, person ?? "", known, cancel) : Task.FromResult<Refusal?>(new SpaceRefusal.NoSuchRole()), cancel);

    private static async Task<IResult> Done(Guid id, HttpContext http, DocumentPages pages, Task<Refusal?> asked, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        if (await asked is { } refusal)
        {
            var page = await pages.Show(by, id, refusal, cancel, people: People(http.Request));
            return Answers.Refused(http, refusal, () => page);
        }

        // Who has just left does not see it any more.
        return Answers.AcceptsJson(http.Request) ? Results.NoContent()
            : Answers.SeeOther(await pages.Find(by, id, cancel) is null ? "/documents" : People(http.Request).On($"/documents/{id}", PeopleField));
    }
}
