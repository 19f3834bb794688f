namespace Federation.Node.Members;

/// <summary>How programs sign in: HTTP Basic (RFC 7617) with an app password.</summary>
public static class AppPasswordScheme
{
    /// <summary>Name of the authentication scheme and of the policy that demands it.</summary>
    public const string Name = "app-password";

    /// <summary>
    /// Name of the scheme and of the policy for what both a person at a page and a program may ask: the app password when one is shown, else the
    /// session. A browser whose session ended is not asked for an app password.
    /// </summary>
    public const string OrSession = "app-password-or-session";

    /// <summary>Scope of the documents (WebDAV).</summary>
    public const string DocumentsScope = "documents";
}
