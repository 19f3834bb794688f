using System.Net;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo.People;

/// <summary>Somebody who plays a part: a name and a browser.</summary>
internal sealed record Actor(string Name, DemoVisitor Browser)
{
    /// <summary>Accepts an invitation and signs in. May be done twice.</summary>
    /// <param name="invitation">The link they were given.</param>
    /// <param name="password">The password they choose.</param>
    public async Task Join(Uri invitation, string password)
    {
        await Browser.Open(invitation.AbsolutePath);
        if (Browser.Status == HttpStatusCode.OK)
        {
            // Any other status: the link was used, by a first attempt whose answer was lost.
            await Browser.Submit(invitation.AbsolutePath, ("name", Name), ("password", password));
        }

        if (!await Browser.SignIn(Name, password))
        {
            throw new DemoCheckFailed($"{Name} can sign in", Browser.Problem);
        }
    }

    /// <summary>Opens a page and sends a form on it; it has to be taken.</summary>
    public async Task Do(string page, string action, params (string Name, string Value)[] typed)
    {
        await Browser.Open(page);
        await Browser.Submit(action, typed);
        if (Browser.Status != HttpStatusCode.OK)
        {
            throw new DemoCheckFailed($"{Name} may send {action}", Browser.Problem);
        }
    }

    /// <summary>Opens a page and sends a form that the rules must refuse.</summary>
    /// <returns>The reason the page gave; null when it was taken.</returns>
    public async Task<string?> Attempt(string page, string action, params (string Name, string Value)[] typed)
    {
        await Browser.Open(page);
        await Browser.Insist(action, typed);
        return Browser.Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Forbidden ? Browser.Problem : null;
    }
}
