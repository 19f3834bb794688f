using Federation.Node.Shell;

namespace Federation.Node.Members;

/// <summary>Roles in words.</summary>
internal static class RoleNames
{
    public static Text Of(string role) => role switch
    {
        Roles.Officer => new("officer", "responsable", "responsable"),
        Roles.Steward => new("data steward", "gardien des données", "custodio de datos"),
        Roles.Administrator => new("administrator", "administrateur", "administrador"),
        _ => new("member", "membre", "miembro"),
    };
}
