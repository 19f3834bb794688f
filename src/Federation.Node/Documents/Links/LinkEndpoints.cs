using System.Text.Json.Nodes;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Links;

/// <summary>Links, for those who manage what they lead to; what they lead to is in <see cref="VisitorEndpoints"/>.</summary>
internal static class LinkEndpoints
{
    public static void MapLinkEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapGet("/links", All);
        documents.MapPost("/{id:guid}/links", Make);
        documents.MapPost("/{id:guid}/links/{link:guid}/change", Change);
        documents.MapPost("/{id:guid}/links/{link:guid}/end", (
            Guid id, Guid link, [FromForm] IFormCollection _, HttpContext http, DocumentPages pages, LinkDesk desk, CancellationToken cancel) =>
            Done(id, http, pages, desk.End(http.User.MemberId(), link, cancel), cancel));
    }

    /// <summary>A link as programs read it.</summary>
    public static JsonObject Shown(LinkCard link, DateTimeOffset now) => new()
    {
        ["id"] = link.Id,
        ["entry"] = link.EntryId,
        ["name"] = link.Name,
        ["kind"] = link.Kind == LinkKind.DropBox ? "drop-box" : "download",
        ["label"] = link.Label,
        ["hasPassword"] = link.HasPassword,
        ["expires"] = link.ExpiresAt,
        ["most"] = link.MostUses,
        ["uses"] = link.Uses,
        ["isOver"] = link.IsOver(now),
    };

    private static async Task<IResult> All(HttpContext http, Reaches reaches, LinkViews views, TimeProvider time, CancellationToken cancel)
    {
        var managed = (await reaches.Of(http.User.MemberId(), cancel)).Where(reach => reach is { IsShare: false, Role: SpaceRole.Manager });
        var links = await views.Into([.. managed.Select(reach => reach.Space.Id)], cancel);
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonArray([.. links.Select(link => Shown(link, time.GetUtcNow()))]))
            : Answers.Page<LinksPage>(new { LinksBox = (object)links, Now = time.GetUtcNow() });
    }

    private static async Task<IResult> Make(
        Guid id, [FromForm] string? kind, [FromForm] string? label, [FromForm] string? password, [FromForm] string? expires, [FromForm] string? most,
        HttpContext http, DocumentPages pages, LinkDesk desk, NodeOptions options, TimeProvider time, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var (wish, bad) = LinkWish.Read(label, password, expires, most, time.GetUtcNow());
        if (wish is null || LinkWish.KindNamed(kind) is not { } known)
        {
            return await Done(id, http, pages, Task.FromResult<Refusal?>(bad ?? new LinkRefusal.NoSuchKind()), cancel);
        }

        var (linkId, token, refusal) = await desk.Make(by, id, known, wish, cancel);
        if (refusal is not null)
        {
            return await Done(id, http, pages, Task.FromResult<Refusal?>(refusal), cancel);
        }

        var address = new Uri(options.Origin, LinkRoutes.Of(token)).AbsoluteUri;
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonObject { ["id"] = linkId, ["address"] = address })
            : await pages.Show(by, id, null, cancel, address);
    }

    private static async Task<IResult> Change(
        Guid id, Guid link, [FromForm] string? label, [FromForm] string? password, [FromForm] string? without, [FromForm] string? expires, [FromForm] string? most,
        HttpContext http, DocumentPages pages, LinkDesk desk, TimeProvider time, CancellationToken cancel)
    {
        var (wish, bad) = LinkWish.Read(label, password, expires, most, time.GetUtcNow());
        var asked = wish is null ? Task.FromResult<Refusal?>(bad) : desk.Change(http.User.MemberId(), link, wish, without is not null, cancel);
        return await Done(id, http, pages, asked, cancel);
    }

    private static async Task<IResult> Done(Guid id, HttpContext http, DocumentPages pages, Task<Refusal?> asked, CancellationToken cancel)
    {
        if (await asked is not { } refusal)
        {
            return Answers.AcceptsJson(http.Request) ? Results.NoContent() : Answers.SeeOther($"/documents/{id}");
        }

        var page = await pages.Show(http.User.MemberId(), id, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }
}
