namespace Federation.Node.Shell;

/// <summary>One entry of the main navigation, registered by the room that owns the page.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="Order">Position; the story's order, tens.</param>
/// <param name="Role">Role that sees it; null: every signed-in person.</param>
internal sealed record NavItem(Text Label, string Path, int Order, string? Role = null);
