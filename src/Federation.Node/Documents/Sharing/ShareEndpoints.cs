using System.Text.Json.Nodes;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Sharing;

/// <summary>Sharing of a folder or document, and taking it back; the page is its own.</summary>
internal static class ShareEndpoints
{
    public static void MapShareEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapGet("/{id:guid}/sharing", Show);
        documents.MapPost("/{id:guid}/share", Share);
        documents.MapPost("/{id:guid}/shares/{share:guid}/end", (
            Guid id, Guid share, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, ShareDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.End(http.User.MemberId(), share, cancel), cancel));
        documents.MapPost("/{id:guid}/leave", Leave);
    }

    private static async Task<IResult> Show(Guid id, HttpContext http, DocumentPages pages, SharePages shares, CancellationToken cancel)
    {
        if (await pages.Find(http.User.MemberId(), id, cancel) is not { } sight)
        {
            return Answers.Problem(new DocumentRefusal.NotThere());
        }

        if (sight.Reach.Role < SpaceRole.Manager)
        {
            return Answers.Problem(new SpaceRefusal.ForManagers());
        }

        var card = await shares.Of(sight, cancel);
        return Results.Json(new JsonObject
        {
            ["shares"] = new JsonArray([.. card.Shares.Select(share => new JsonObject
            {
                ["id"] = share.Id, ["with"] = share.With, ["isGroup"] = share.IsGroup, ["role"] = SpaceRoleNames.Written(share.Role),
            })]),
            ["links"] = new JsonArray([.. card.Links.Where(link => link.EntryId == id).Select(link => LinkEndpoints.Shown(link, card.Now))]),
            ["seenByLink"] = new JsonArray([.. card.OpenLinks.Select(link => new JsonObject { ["id"] = link.Id, ["label"] = link.Label, ["leadsTo"] = link.Name })]),
            ["seenBy"] = new JsonArray([.. card.Seers.Select(each => new JsonObject { ["member"] = each.Seer.MemberId, ["name"] = each.Name, ["role"] = SpaceRoleNames.Written(each.Seer.Role) })]),
        });
    }

    private static Task<IResult> Share(
        Guid id, [FromForm] string? person, [FromForm] Guid? group, [FromForm] string? role,
        HttpContext http, DocumentPages pages, ShareDesk desk, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var asked = SpaceEndpoints.RoleNamed(role) is not { } known ? Task.FromResult<Refusal?>(new SpaceRefusal.NoSuchRole())
            : group is { } groupId ? desk.WithGroup(by, id, groupId, known, cancel)
            : desk.WithMember(by, id, person ?? "", known, cancel);
        return Done(id, http, pages, asked, cancel);
    }

    private static async Task<IResult> Leave(
        Guid id, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, ShareViews views, ShareDesk desk, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var mine = (await views.SharesOf(id, cancel)).FirstOrDefault(share => share.MemberId == by);
        return await Done(id, http, pages, mine is null ? Task.FromResult<Refusal?>(new ShareRefusal.NoSuchShare()) : desk.End(by, mine.Id, cancel), cancel);
    }

    private static async Task<IResult> Done(Guid id, HttpContext http, DocumentPages pages, Task<Refusal?> asked, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        if (await asked is { } refusal)
        {
            var page = await pages.Show(by, id, refusal, cancel);
            return Answers.Refused(http, refusal, () => page);
        }

        return Answers.AcceptsJson(http.Request) ? Results.NoContent()
            : Answers.SeeOther(await pages.Find(by, id, cancel) is null ? "/documents" : $"/documents/{id}");
    }
}
