using System.Security.Claims;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members.Erasures;
using Federation.Node.Members.Exports;
using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Members;

/// <summary>Signing in and out, joining, one's own account, and the administrator's list.</summary>
internal static class MemberEndpoints
{
    public static void MapMemberEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Start);
        routes.MapGet("/sign-in", (string? @return) => Answers.Page<SignInPage>(new { Return = @return }));
        routes.MapPost("/sign-in", SignIn);
        routes.MapPost("/sign-out", SignOut);
        routes.MapGet("/invitations/{token}", Invitation);
        routes.MapPost("/invitations/{token}", Join);

        var signedIn = routes.MapGroup("").RequireAuthorization();
        signedIn.MapGet("/account", Account);
        signedIn.MapPost("/account/password", ChangePassword);
        signedIn.MapPost("/account/app-passwords", CreateAppPassword);
        signedIn.MapPost("/account/app-passwords/{id:guid}/revoke", RevokeAppPassword);

        var administrators = routes.MapGroup("/members").RequireAuthorization(Roles.Administrator);
        administrators.MapGet("", List);
        administrators.MapPost("/invite", Invite);
        administrators.MapPost("/{id:guid}/invite", InviteAgain);
        administrators.MapPost("/{id:guid}/disable", Disable);
        administrators.MapPost("/{id:guid}/roles", ProposeRole);
        administrators.MapPost("/{id:guid}/roles/approve", ApproveRole);

        ExportEndpoints.Map(signedIn);
        ErasureEndpoints.Map(signedIn, administrators);
    }

    private static async Task<IResult> Start(ClaimsPrincipal user, MemberDesk desk, CancellationToken cancel) =>
        Answers.Page<StartPage>(new
        {
            Name = user.Identity?.IsAuthenticated == true ? (await desk.Find(user.MemberId(), cancel))?.Name : null,
            Erasure = user.Identity?.IsAuthenticated == true ? await desk.ErasureOf(user.MemberId(), cancel) : null,
        });

    private static async Task<IResult> SignIn(
        HttpContext http, [FromForm] string? name, [FromForm] string? password, [FromForm(Name = "return")] string? back,
        SignInDesk desk, CancellationToken cancel)
    {
        var (token, refusal) = await desk.SignIn(name ?? "", password ?? "", http.Connection.RemoteIpAddress, cancel);
        if (refusal is not null)
        {
            SayWhenToTryAgain(http, refusal);
            return Answers.Refused(http, refusal, () =>
                Answers.Page<SignInPage>(new { Return = back, Name = name, Refusal = (Refusal)refusal }, refusal.Status));
        }

        http.Response.Cookies.Append(SessionHandler.CookieName, token!, SessionHandler.Cookie(http.Request));
        return Answers.SeeOther(LocalPath(back));
    }

    private static async Task<IResult> SignOut(HttpContext http, [FromForm] IFormCollection _, Sessions sessions, CancellationToken cancel)
    {
        if (http.Request.Cookies.TryGetValue(SessionHandler.CookieName, out var token))
        {
            await sessions.End(token, cancel);
        }

        http.Response.Cookies.Delete(SessionHandler.CookieName, SessionHandler.Cookie(http.Request));
        return Answers.SeeOther("/");
    }

    private static async Task<IResult> Invitation(string token, MemberDesk desk, CancellationToken cancel)
    {
        if (await desk.Invited(token, cancel) is null)
        {
            var refusal = new MemberRefusal.InvitationGone();
            return Answers.Page<MessagePage>(new { Title = refusal.Message.ToString(), Message = "" }, refusal.Status);
        }

        return Answers.Page<InvitationPage>(new { Token = token });
    }

    private static async Task<IResult> Join(
        HttpContext http, string token, [FromForm] string? name, [FromForm] string? password, MemberDesk desk, CancellationToken cancel) =>
        await desk.Join(token, name ?? "", password ?? "", cancel) is { } refusal
            ? Answers.Refused(http, refusal, () =>
                Answers.Page<InvitationPage>(new { Token = token, Name = name, Refusal = (Refusal)refusal }, refusal.Status))
            : Answers.SeeOther("/sign-in");

    private static Task<IResult> Account(ClaimsPrincipal user, MemberDesk desk, AppPasswords passwords, CancellationToken cancel) =>
        AccountOf(user.MemberId(), desk, passwords, null, null, cancel);

    internal static async Task<IResult> AccountOf(
        Guid memberId, MemberDesk desk, AppPasswords passwords, Refusal? refusal, string? shown, CancellationToken cancel) =>
        Answers.Page<AccountPage>(new
        {
            Member = await desk.Find(memberId, cancel),
            Passwords = (object)await passwords.Of(memberId, cancel),
            Erasure = await desk.ErasureOf(memberId, cancel),
            Refusal = refusal,
            Shown = shown,
        }, refusal?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> ChangePassword(
        HttpContext http, [FromForm] string? current, [FromForm] string? password, SignInDesk signIn, MemberDesk desk, AppPasswords passwords,
        CancellationToken cancel)
    {
        var memberId = http.User.MemberId();
        var (token, refusal) = await signIn.ChangePassword(memberId, current ?? "", password ?? "", http.Connection.RemoteIpAddress, cancel);
        if (refusal is not null)
        {
            SayWhenToTryAgain(http, refusal);
            var page = await AccountOf(memberId, desk, passwords, refusal, null, cancel);
            return Answers.Refused(http, refusal, () => page);
        }

        http.Response.Cookies.Append(SessionHandler.CookieName, token!, SessionHandler.Cookie(http.Request)); // no refusal: there is one
        return Answers.SeeOther("/account");
    }

    private static async Task<IResult> CreateAppPassword(
        HttpContext http, [FromForm] string? label, MemberDesk desk, AppPasswords passwords, CancellationToken cancel)
    {
        var memberId = http.User.MemberId();
        if (MemberRules.RefuseName(label ?? "") is { } refusal)
        {
            return Answers.Refused(http, refusal, () => Answers.SeeOther("/account"));
        }

        var shown = await passwords.Create(memberId, AppPasswordScheme.DocumentsScope, label!.Trim(), cancel);
        return await AccountOf(memberId, desk, passwords, null, shown, cancel);
    }

    private static async Task<IResult> RevokeAppPassword(
        Guid id, ClaimsPrincipal user, [FromForm] IFormCollection _, AppPasswords passwords, CancellationToken cancel)
    {
        await passwords.Revoke(id, user.MemberId(), cancel);
        return Answers.SeeOther("/account");
    }

    private static Task<IResult> List(HttpContext http, Roster roster, CancellationToken cancel) => ListPage(http, roster, null, null, 200, cancel);

    private static async Task<IResult> Invite(
        HttpContext http, [FromForm] string? name, MemberDesk desk, Roster roster, NodeOptions options, CancellationToken cancel)
    {
        var (memberId, refusal) = await desk.Add(name ?? "", [], null, http.User.MemberId().ToString(), cancel);
        if (refusal is not null)
        {
            var page = await ListPage(http, roster, refusal, null, refusal.Status, cancel);
            return Answers.Refused(http, refusal, () => page);
        }

        var link = new Uri(options.Origin, "/invitations/" + await desk.Invite(memberId, cancel));
        return await ListPage(http, roster, null, link.AbsoluteUri, 200, cancel);
    }

    private static async Task<IResult> InviteAgain(
        HttpContext http, Guid id, [FromForm] IFormCollection _, MemberDesk desk, Roster roster, NodeOptions options, CancellationToken cancel)
    {
        var (token, refusal) = await desk.InviteAgain(id, cancel);
        return refusal is not null
            ? await Done(http, roster, refusal, cancel)
            : await ListPage(http, roster, null, new Uri(options.Origin, "/invitations/" + token).AbsoluteUri, 200, cancel);
    }

    private static async Task<IResult> Disable(HttpContext http, Guid id, [FromForm] IFormCollection _, MemberDesk desk, Roster roster, CancellationToken cancel) =>
        await Done(http, roster, await desk.Disable(id, http.User.MemberId().ToString(), cancel), cancel);

    private static async Task<IResult> ProposeRole(HttpContext http, Guid id, [FromForm] string? role, MemberDesk desk, Roster roster, CancellationToken cancel) =>
        await Done(http, roster, await desk.ProposeRole(id, role ?? "", http.User.MemberId(), cancel), cancel);

    private static async Task<IResult> ApproveRole(HttpContext http, Guid id, [FromForm] string? role, MemberDesk desk, Roster roster, CancellationToken cancel) =>
        await Done(http, roster, await desk.ApproveRole(id, role ?? "", http.User.MemberId(), cancel), cancel);

    internal static async Task<IResult> Done(HttpContext http, Roster roster, Refusal? refusal, CancellationToken cancel)
    {
        if (refusal is null)
        {
            var place = RosterPlace.Of(http.Request);
            return Answers.SeeOther(place.Path(place.Page));
        }

        var page = await ListPage(http, roster, refusal, null, refusal.Status, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> ListPage(HttpContext http, Roster roster, Refusal? refusal, string? link, int status, CancellationToken cancel) =>
        Answers.Page<MembersPage>(new { Shown = await roster.Show(RosterPlace.Of(http.Request), cancel), Refusal = refusal, Link = link }, status);

    internal static void SayWhenToTryAgain(HttpContext http, MemberRefusal refusal)
    {
        if (refusal is MemberRefusal.TooManyAttempts)
        {
            http.Response.Headers.RetryAfter = ((int)Attempts.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    // Only paths of our own: "//evil.example" and "/\evil.example" are other hosts to a browser.
    private static string LocalPath(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
            && !path.Any(char.IsControl) ? path : "/";
}
