namespace Federation.Node.Members;

/// <summary>The roles of an account; each is also the name of an authorization policy.</summary>
public static class Roles
{
    /// <summary>Everybody with an account.</summary>
    public const string Member = "member";

    /// <summary>Opens campaigns and proposes releases.</summary>
    public const string Officer = "officer";

    /// <summary>Decides what may be published; never what they proposed themselves.</summary>
    public const string Steward = "steward";

    /// <summary>Runs the node: accounts, peers.</summary>
    public const string Administrator = "administrator";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Member, Officer, Steward, Administrator];
}
