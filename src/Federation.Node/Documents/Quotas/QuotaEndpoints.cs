using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Quotas;

/// <summary>How much spaces may hold, for administrators.</summary>
internal static class QuotaEndpoints
{
    public const string Root = "/documents/limits";

    public static void MapQuotaEndpoints(this IEndpointRouteBuilder routes)
    {
        var administrators = routes.MapGroup(Root).RequireAuthorization(Roles.Administrator);
        administrators.MapGet("", (HttpContext http, QuotaPages pages, CancellationToken cancel) => pages.Show(ListPage.Of(http.Request), null, cancel));
        administrators.MapPost("", ([FromForm] string? limit, HttpContext http, QuotaPages pages, QuotaDesk desk, CancellationToken cancel) =>
            Set(http, pages, limit, bytes => desk.LimitAll(http.User.MemberId(), bytes, cancel), cancel));
        administrators.MapPost("/spaces/{id:guid}", (Guid id, [FromForm] string? limit, HttpContext http, QuotaPages pages, QuotaDesk desk, CancellationToken cancel) =>
            Set(http, pages, limit, bytes => desk.Limit(http.User.MemberId(), id, bytes, cancel), cancel));
        administrators.MapPost("/members", ([FromForm] string? person, [FromForm] string? limit, HttpContext http, QuotaPages pages, QuotaDesk desk, CancellationToken cancel) =>
            Set(http, pages, limit, bytes => desk.LimitOwn(http.User.MemberId(), person ?? "", bytes, cancel), cancel));
    }

    private static async Task<IResult> Set(HttpContext http, QuotaPages pages, string? typed, Func<long?, Task<Refusal?>> set, CancellationToken cancel)
    {
        var (bytes, refusal) = QuotaRules.Read(typed);
        if ((refusal ?? await set(bytes)) is not { } refused)
        {
            return Answers.AcceptsJson(http.Request) ? Results.NoContent() : Answers.SeeOther(ListPage.Of(http.Request).On(Root));
        }

        var page = await pages.Show(ListPage.Of(http.Request), refused, cancel);
        return Answers.Refused(http, refused, () => page);
    }
}
