using System.Security.Claims;
using Federation.Node.Consents;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>What became of a member's consent: which tables were corrected, who held them, what each holder answered, or where only totals are left. Only for that member.</summary>
internal static class WithdrawalEndpoints
{
    public static void MapWithdrawalEndpoints(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/consents/{id:guid}").RequireAuthorization();
        members.MapGet("/holders", Page);
        members.MapGet("/holders.json", Json);
    }

    private static async Task<IResult> Page(
        Guid id, ClaimsPrincipal user, [FromServices] IConsents consents, WithdrawalLedger ledger, TimeProvider time, CancellationToken cancel) =>
        await Own(id, user, consents, cancel) is { } consent
            ? Answers.Page<HoldersPage>(new { Found = await ledger.Of(consent, cancel), Now = time.GetUtcNow() })
            : Results.NotFound();

    private static async Task<IResult> Json(
        Guid id, ClaimsPrincipal user, [FromServices] IConsents consents, WithdrawalLedger ledger, CancellationToken cancel) =>
        await Own(id, user, consents, cancel) is { } consent
            ? Results.Json((await ledger.Of(consent, cancel)).Written())
            : Results.NotFound();

    private static async Task<Consent?> Own(Guid id, ClaimsPrincipal user, IConsents consents, CancellationToken cancel) =>
        (await consents.Of(user.MemberId(), cancel)).FirstOrDefault(consent => consent.Id == id);
}
