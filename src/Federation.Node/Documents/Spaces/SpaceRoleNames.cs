using Federation.Node.Shell;

namespace Federation.Node.Documents.Spaces;

/// <summary>What the roles are called on pages.</summary>
internal static class SpaceRoleNames
{
    public static Text Of(SpaceRole role) => role switch
    {
        SpaceRole.Viewer => new("may read", "peut lire", "puede leer"),
        SpaceRole.Editor => new("may read and change", "peut lire et modifier", "puede leer y modificar"),
        _ => new("manages", "gère", "gestiona"),
    };
}
