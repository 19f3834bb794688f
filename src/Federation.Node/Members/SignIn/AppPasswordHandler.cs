using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Federation.Node.Members.SignIn;

/// <summary>Signs a program in by app password, throttled like a person.</summary>
internal sealed class AppPasswordHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SignInNames names, Attempts attempts,
    AppPasswords passwords)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private bool mustWait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase) || Credentials(header.Parameter) is not var (name, password))
        {
            return AuthenticateResult.NoResult();
        }

        var cancel = Context.RequestAborted;
        var key = await names.KeyOf(name, cancel);
        var address = Context.Connection.RemoteIpAddress;
        // Looked up before anything is counted: 256 random bits cannot be guessed, and others' failures must not stop a right one.
        if (await passwords.Find(key, password, AppPasswordScheme.DocumentsScope, cancel) is not var (memberId, label))
        {
            mustWait = await attempts.Take(AttemptDoor.AppPassword, key, address, cancel) is null;
            return AuthenticateResult.Fail(mustWait ? "Too many attempts." : "The name or the app password is not right.");
        }

        // A program does what its scope says and nothing that its owner's roles would allow.
        return AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(memberId, [], AppPasswordScheme.Name, label, name), AppPasswordScheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (mustWait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = ((int)Attempts.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"documents\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static (string Name, string Password)? Credentials(string? parameter)
    {
        var bytes = new byte[(parameter?.Length ?? 0) + 4];
        return Convert.TryFromBase64String(parameter ?? "", bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var name, var password]
            ? (name, password)
            : null;
    }
}
