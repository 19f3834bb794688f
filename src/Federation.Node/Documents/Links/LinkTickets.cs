using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Federation.Node.Documents.Links;

/// <summary>
/// What a visitor's browser shows instead of a password, and instead of a use when it goes on with a download: cookies that only the node can write, for one
/// link, under its address alone, and not for long.
/// </summary>
internal sealed class LinkTickets(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Entered = "entered", Begun = "begun";

    private readonly IDataProtector protector = protection.CreateProtector("Federation.Node.Documents.Links");

    /// <summary>Whether the visitor gave the password that the link has now, or it has none.</summary>
    public bool HasEntered(HttpRequest request, OpenLink link) => link.Password is null || Shows(request, Entered, EnteredTo(link));

    /// <summary>The visitor gave the password.</summary>
    public void Enter(HttpContext http, string token, OpenLink link) => Give(http, Entered, LinkRoutes.Of(token), EnteredTo(link), LinkLimits.EntryLife);

    /// <summary>Whether a download of this version was counted already.</summary>
    public bool HasBegun(HttpRequest request, OpenLink link, EntryCard document) => Shows(request, Begun, BegunWith(link, document));

    /// <summary>A download was counted.</summary>
    public void Begin(HttpContext http, string token, OpenLink link, EntryCard document) =>
        Give(http, Begun, LinkRoutes.FileOf(token, document.Id), BegunWith(link, document), LinkLimits.DownloadLife);

    // Another password, another ticket.
    private static string EnteredTo(OpenLink link) => $"{link.Id:n}/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(link.Password ?? "")))}";

    private static string BegunWith(OpenLink link, EntryCard document) => $"{link.Id:n}/{document.Id:n}/{document.Tag}";

    private void Give(HttpContext http, string name, string path, string what, TimeSpan life)
    {
        var until = (time.GetUtcNow() + life).ToUnixTimeSeconds();
        http.Response.Cookies.Append(name, protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{name} {until} {what}")), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = path,
            MaxAge = life,
        });
    }

    private bool Shows(HttpRequest request, string name, string what)
    {
        try
        {
            return request.Cookies.TryGetValue(name, out var shown) && protector.Unprotect(shown).Split(' ') is [var kind, var until, var inside]
                && kind == name && inside == what && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds();
        }
        catch (CryptographicException)
        {
            return false; // somebody else's, or made up
        }
    }
}
