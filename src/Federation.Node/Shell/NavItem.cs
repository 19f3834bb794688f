using System.Security.Claims;

namespace Federation.Node.Shell;

/// <summary>One entry of the main navigation, registered by the room that owns the page.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="Order">Position; the story's order, tens.</param>
/// <param name="Roles">Roles that see it; none: every signed-in person.</param>
internal sealed record NavItem(Text Label, string Path, int Order, params string[] Roles)
{
    /// <summary>True when this person finds it in their navigation.</summary>
    public bool IsFor(ClaimsPrincipal person) => Roles.Length == 0 || Roles.Any(person.IsInRole);
}
