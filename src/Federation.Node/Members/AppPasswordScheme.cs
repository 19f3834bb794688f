namespace Federation.Node.Members;

/// <summary>How programs sign in: HTTP Basic (RFC 7617) with an app password.</summary>
public static class AppPasswordScheme
{
    /// <summary>Name of the authentication scheme and of the policy that demands it.</summary>
    public const string Name = "app-password";

    /// <summary>Scope of the documents (WebDAV).</summary>
    public const string DocumentsScope = "documents";
}
