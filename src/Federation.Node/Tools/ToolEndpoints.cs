using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tools.Archives;
using Federation.Node.Tools.Copies;
using Federation.Node.Tools.Releases;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Tools;

/// <summary>The catalogue for every member; publishing, approving and revoking for those who may; peers' tools for administrators.</summary>
internal static class ToolEndpoints
{
    public static void MapToolEndpoints(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/tools").RequireAuthorization();
        members.MapGet("", (HttpContext http, ToolCatalogue catalogue, CancellationToken cancel) => Show(http, catalogue, null, cancel));
        members.MapGet("/{name}", (string name) => ToolRules.IsName(name) ? Answers.SeeOther("/tools#" + name) : Results.NotFound());
        members.MapGet("/copies/{id:guid}/archive", Download);
        members.MapGet("/copies/{id:guid}/document", async (Guid id, CopyDesk desk, CancellationToken cancel) =>
            await desk.Load(id, cancel) is { Document.Length: > 0 } copy ? Results.Text(copy.Document, "application/ld+json") : Results.NotFound());

        var proposers = For(routes, ToolRules.Proposers);
        proposers.MapGet("/new", () => Answers.Page<ToolFormPage>(new { FormBox = (object)ToolForm.Empty }));
        proposers.MapPost("", Propose).WithMetadata(new DisableRequestSizeLimitAttribute()); // counted where it is written

        var approvers = For(routes, ToolRules.Approvers);
        approvers.MapPost("/{id:guid}/approve", (HttpContext http, Guid id, [FromForm] string? seen, ToolDesk desk, ToolCatalogue catalogue, CancellationToken cancel) =>
            Done(http, catalogue, desk.Approve(id, seen ?? "", http.User.MemberId(), cancel), cancel));
        approvers.MapPost("/{id:guid}/revoke", (HttpContext http, Guid id, [FromForm] string? reason, ToolDesk desk, ToolCatalogue catalogue, CancellationToken cancel) =>
            Done(http, catalogue, desk.Revoke(id, reason ?? "", http.User.MemberId(), cancel), cancel));
        For(routes, [Roles.Officer, Roles.Steward, Roles.Administrator]).MapPost("/{id:guid}/return", Return);

        var administrators = For(routes, [Roles.Administrator]);
        administrators.MapPost("/copies/{id:guid}/install", (HttpContext http, Guid id, [FromForm] IFormCollection _, CopyDesk desk, ToolCatalogue catalogue, CancellationToken cancel) =>
            Done(http, catalogue, desk.Install(id, http.User.MemberId(), cancel), cancel));
        administrators.MapPost("/copies/{id:guid}/withdraw", (HttpContext http, Guid id, [FromForm] IFormCollection _, CopyDesk desk, ToolCatalogue catalogue, CancellationToken cancel) =>
            Done(http, catalogue, desk.Withdraw(id, http.User.MemberId(), cancel), cancel));
        administrators.MapPost("/copies/{id:guid}/fetch", (HttpContext http, Guid id, [FromForm] IFormCollection _, CopyDesk desk, ToolCatalogue catalogue, CancellationToken cancel) =>
            Done(http, catalogue, desk.FetchAgain(id, cancel), cancel));
    }

    private static RouteGroupBuilder For(IEndpointRouteBuilder routes, string[] roles) =>
        routes.MapGroup("/tools").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(roles));

    private static async Task<IResult> Propose(HttpContext http, ToolDesk desk, IAntiforgery antiforgery, CancellationToken cancel)
    {
        ToolForm form;
        Stream? archive;
        try
        {
            (form, archive) = await ToolUpload.Read(http, antiforgery, cancel);
        }
        catch (AntiforgeryValidationException)
        {
            return Results.BadRequest();
        }

        var (manifest, refusal) = form.Read();
        if (manifest is not null)
        {
            refusal = archive is null ? new ToolRefusal.ArchiveMissing() : (await desk.Propose(manifest, archive, http.User.MemberId(), cancel)).Refusal;
        }

        return refusal is null
            ? Answers.SeeOther("/tools#proposals")
            : Answers.Refused(http, refusal, () => Answers.Page<ToolFormPage>(new { FormBox = (object)form, Refusal = (Refusal)refusal }, refusal.Status));
    }

    // Approvers send back; proposers take back what is their own.
    private static async Task<IResult> Return(
        HttpContext http, Guid id, [FromForm] string? reason, ToolDesk desk, ToolCatalogue catalogue, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var mayReturn = ToolRules.Approvers.Any(http.User.IsInRole) || (await desk.Load(id, cancel))?.ProposedBy == by;
        return await Done(http, catalogue, mayReturn ? desk.Return(id, reason ?? "", by, cancel) : Task.FromResult<Refusal?>(new ToolRefusal.RoleMissing()), cancel);
    }

    private static async Task<IResult> Download(Guid id, HttpContext http, CopyDesk desk, ToolArchives archives, CancellationToken cancel)
    {
        var copy = await desk.Load(id, cancel);
        return ToolCopyRules.MayDownload(copy) is { } refusal
            ? Answers.Problem(refusal)
            : await ToolDownloads.Give(http, archives, copy!.Manifest!, copy.Archive!, cancel); // MayDownload looked
    }

    private static async Task<IResult> Done(HttpContext http, ToolCatalogue catalogue, Task<Refusal?> deed, CancellationToken cancel)
    {
        if (await deed is not { } refusal)
        {
            return Answers.SeeOther("/tools");
        }

        var page = await Show(http, catalogue, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Show(HttpContext http, ToolCatalogue catalogue, Refusal? refusal, CancellationToken cancel)
    {
        var user = http.User;
        var isKeeper = ToolRules.Proposers.Concat(ToolRules.Approvers).Any(user.IsInRole);
        var desk = http.RequestServices.GetRequiredService<ToolDesk>();
        var all = await catalogue.All(cancel);
        return Answers.Page<ToolsPage>(
            new
            {
                CardsBox = (object)all.Where(card => card.State is not (CardState.Proposed or CardState.Returned)).ToList(),
                Proposals = isKeeper ? (await desk.All(cancel)).Where(tool => tool.State is ToolState.Proposed or ToolState.Returned).OrderBy(tool => tool.ProposedAt).ToList() : [],
                MayPropose = ToolRules.Proposers.Any(user.IsInRole),
                MayApprove = ToolRules.Approvers.Any(user.IsInRole),
                IsAdministrator = user.IsInRole(Roles.Administrator),
                Me = user.MemberId(),
                Refusal = refusal,
            },
            refusal?.Status ?? StatusCodes.Status200OK);
    }
}
