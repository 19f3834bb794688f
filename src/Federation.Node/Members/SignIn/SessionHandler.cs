using System.Text.Encodings.Web;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Federation.Node.Members.SignIn;

/// <summary>Signs a browser in by its session cookie, asking the database every time.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, IDocumentStore store)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "session";

    public const string CookieName = "session";

    public static CookieOptions Cookie(HttpRequest request) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        Path = "/",
    };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Cookies.TryGetValue(CookieName, out var token)
            || await sessions.Find(token, Context.RequestAborted) is not { } memberId)
        {
            return AuthenticateResult.NoResult();
        }

        await using var session = store.QuerySession();
        return await session.LoadAsync<Member>(memberId, Context.RequestAborted) is { IsDisabled: false } member
            ? AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(memberId, member.Roles, SchemeName), SchemeName))
            : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && !Shell.Answers.AcceptsJson(Request))
        {
            Response.Redirect("/sign-in?return=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}
