using System.Security.Claims;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Previews;

/// <summary>Previews in a browser, for whoever may read the document.</summary>
internal static class PreviewEndpoints
{
    public static void MapPreviewEndpoints(this IEndpointRouteBuilder documents)
    {
        documents.MapMethods("/{id:guid}/preview", [HttpMethods.Get, HttpMethods.Head], Give);
        documents.MapGet("/{id:guid}/pages", ShowPage);
    }

    private static async Task<IResult> Give(
        Guid id, string? size, int? page, int? version, ClaimsPrincipal user, Reaches reaches, Previews previews, CancellationToken cancel) =>
        await reaches.Find(user.MemberId(), id, cancel) is { Entry: { IsFolder: false } document }
            ? PreviewAnswer.Of(await previews.Of(document, version, page ?? 1, PreviewRoutes.SizeOf(size), cancel))
            : Answers.Problem(new DocumentRefusal.NotThere());

    private static async Task<IResult> ShowPage(Guid id, int? page, HttpContext http, Reaches reaches, Previews previews, CancellationToken cancel)
    {
        var number = page ?? 1;
        if (await reaches.Find(http.User.MemberId(), id, cancel) is not { Entry: { IsFolder: false } } sight || PreviewKinds.Of(sight.Entry) != PreviewKind.Pages)
        {
            return Results.NotFound();
        }

        var preview = await previews.Of(sight.Entry, null, number, PreviewSize.Large, cancel);
        var refusal = preview is null ? new PreviewRefusal.None() : null;
        var shown = Answers.Page<PagesPage>(
            new { SightBox = (object)sight, Number = number, Pages = preview?.Pages ?? 0, Refusal = (Refusal?)refusal }, refusal?.Status ?? StatusCodes.Status200OK);
        return refusal is null ? shown : Answers.Refused(http, refusal, () => shown);
    }
}
