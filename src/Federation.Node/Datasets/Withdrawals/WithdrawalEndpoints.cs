using System.Security.Claims;
using System.Text.Json.Nodes;
using Federation.Node.Consents;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>What became of a member's withdrawal: which tables were corrected, who held them, what each holder answered. Only for that member.</summary>
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
            ? Answers.Page<HoldersPage>(new { Consent = consent, Withdrawals = await ledger.OfConsent(id, cancel), Now = time.GetUtcNow() })
            : Results.NotFound();

    private static async Task<IResult> Json(
        Guid id, ClaimsPrincipal user, [FromServices] IConsents consents, WithdrawalLedger ledger, CancellationToken cancel)
    {
        if (await Own(id, user, consents, cancel) is not { } consent)
        {
            return Results.NotFound();
        }

        var withdrawals = await ledger.OfConsent(id, cancel);
        return Results.Json(new JsonObject
        {
            ["state"] = consent.State.ToString(),
            ["takenBack"] = Strings(withdrawals.SelectMany(withdrawal => withdrawal.Versions)),
            ["corrected"] = Strings(withdrawals.Select(withdrawal => withdrawal.Corrected).OfType<string>()),
            ["holders"] = new JsonArray([.. withdrawals.SelectMany(withdrawal => withdrawal.Notices).Select(Holder)]),
        });
    }

    private static JsonObject Holder(Notice notice) => new()
    {
        ["host"] = notice.Host,
        ["version"] = notice.Version,
        ["notice"] = notice.Id,
        ["answer"] = notice.Answer?.Outcome,
        ["answeredAt"] = notice.Answer?.At,
        ["activity"] = notice.Answer is { } answer ? JsonNode.Parse(answer.Activity) : null,
    };

    private static async Task<Consent?> Own(Guid id, ClaimsPrincipal user, IConsents consents, CancellationToken cancel) =>
        (await consents.Of(user.MemberId(), cancel)).FirstOrDefault(consent => consent.Id == id);

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
