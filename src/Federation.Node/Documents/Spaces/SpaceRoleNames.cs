using Federation.Node.Shell;

namespace Federation.Node.Documents.Spaces;

/// <summary>What the roles are called.</summary>
internal static class SpaceRoleNames
{
    /// <summary>On pages.</summary>
    public static Text Of(SpaceRole role) => role switch
    {
        SpaceRole.Viewer => new("may read", "peut lire", "puede leer"),
        SpaceRole.Editor => new("may read and change", "peut lire et modifier", "puede leer y modificar"),
        _ => new("manages", "gère", "gestiona"),
    };

    /// <summary>For programs.</summary>
    public static string Written(SpaceRole role) => role switch
    {
        SpaceRole.Viewer => "viewer",
        SpaceRole.Editor => "editor",
        _ => "manager",
    };
}
