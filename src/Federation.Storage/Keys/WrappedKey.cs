namespace Federation.Storage.Keys;

/// <summary>A subject's key as the store keeps it: never in the clear, and without material once it was shredded.</summary>
/// <param name="Id">Whose key.</param>
/// <param name="Parent">The subject under whose key this one is wrapped; null for a root, wrapped under the node's master key.</param>
/// <param name="Wrapped">The wrapped key; null exactly when <paramref name="ShreddedAt"/> is set.</param>
/// <param name="ShreddedAt">When the key was destroyed. The row stays, so that "erased" differs from "never existed".</param>
public sealed record WrappedKey(SubjectId Id, SubjectId? Parent, byte[]? Wrapped, DateTimeOffset? ShreddedAt)
{
    /// <summary>The key material is gone. (A parent's shredding makes a key unreadable too; see <see cref="KeyVault.StateOf"/>.)</summary>
    public bool IsShredded => Wrapped is null;
}
