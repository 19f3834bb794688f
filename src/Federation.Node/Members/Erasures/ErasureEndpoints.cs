using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Members.Erasures;

/// <summary>Asking for an erasure, agreeing to it, calling it off: one's own on the account's page, others' on the administrators'.</summary>
internal static class ErasureEndpoints
{
    public static void Map(IEndpointRouteBuilder signedIn, IEndpointRouteBuilder administrators)
    {
        signedIn.MapPost("/account/erasure", AskToBeErased);
        signedIn.MapPost("/account/erasure/call-off", Stay);
        administrators.MapPost("/{id:guid}/erasure", AskErasure);
        administrators.MapPost("/{id:guid}/erasure/approve", ApproveErasure);
        administrators.MapPost("/{id:guid}/erasure/call-off", CallOffErasure);
    }

    // The password is asked again: a browser left open must not be enough to lose everything, not even after a week.
    private static async Task<IResult> AskToBeErased(
        HttpContext http, [FromForm] string? current, SignInDesk signIn, MemberDesk desk, AppPasswords passwords, CancellationToken cancel)
    {
        var memberId = http.User.MemberId();
        var (_, wrong) = await signIn.Prove(memberId, current ?? "", http.Connection.RemoteIpAddress, cancel);
        if ((wrong ?? await desk.AskErasure(memberId, memberId.ToString(), cancel)) is not { } refusal)
        {
            return Answers.SeeOther("/account");
        }

        if (wrong is not null)
        {
            MemberEndpoints.SayWhenToTryAgain(http, wrong);
        }

        var page = await MemberEndpoints.AccountOf(memberId, desk, passwords, refusal, null, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Stay(HttpContext http, [FromForm] IFormCollection _, MemberDesk desk, CancellationToken cancel)
    {
        var memberId = http.User.MemberId();
        await desk.CallOffErasure(memberId, memberId.ToString(), cancel); // nobody refuses members their own account
        return Answers.SeeOther("/account");
    }

    private static async Task<IResult> AskErasure(HttpContext http, Guid id, [FromForm] IFormCollection _, MemberDesk desk, Roster roster, CancellationToken cancel) =>
        id == http.User.MemberId()
            ? Answers.SeeOther("/account") // one's own is asked for there, with the password
            : await MemberEndpoints.Done(http, roster, await desk.AskErasure(id, http.User.MemberId().ToString(), cancel), cancel);

    private static async Task<IResult> ApproveErasure(HttpContext http, Guid id, [FromForm] IFormCollection _, MemberDesk desk, Roster roster, CancellationToken cancel) =>
        await MemberEndpoints.Done(http, roster, await desk.ApproveErasure(id, http.User.MemberId(), cancel), cancel);

    private static async Task<IResult> CallOffErasure(HttpContext http, Guid id, [FromForm] IFormCollection _, MemberDesk desk, Roster roster, CancellationToken cancel) =>
        await MemberEndpoints.Done(http, roster, await desk.CallOffErasure(id, http.User.MemberId().ToString(), cancel), cancel);
}
