namespace Federation.Node.Documents.Locks;

/// <summary>A write lock on a folder or document (RFC 4918 §6, §7) that has not run out.</summary>
/// <param name="Token">Names it; worth nothing in the hands of anybody but its holder.</param>
/// <param name="EntryId">The folder or document it was taken on.</param>
/// <param name="Root">Names down to it, as the member who looks sees it.</param>
/// <param name="RootIsFolder">Whether that is a folder.</param>
/// <param name="IsDeep">Whether it also covers all that lies in the folder.</param>
/// <param name="IsExclusive">Whether nobody else may hold one.</param>
/// <param name="HolderId">The member who took it.</param>
/// <param name="Note">What their program wrote about itself (<c>owner</c>), sealed under the space's key; null: nothing.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
internal sealed record HeldLock(
    Guid Token, Guid EntryId, IReadOnlyList<string> Root, bool RootIsFolder, bool IsDeep, bool IsExclusive, Guid HolderId, byte[]? Note, DateTimeOffset ExpiresAt);

/// <summary>What a program asks for.</summary>
/// <param name="IsDeep">Also for all that lies in the folder.</param>
/// <param name="IsExclusive">For itself alone.</param>
/// <param name="Note">XML about itself, given back to who asks; null: none.</param>
/// <param name="For">How long.</param>
internal sealed record LockWish(bool IsDeep, bool IsExclusive, string? Note, TimeSpan For);
