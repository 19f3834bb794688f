using Federation.Storage.Keys;

namespace Federation.Node.Documents.Links;

/// <summary>A link to a folder or document was made: whoever has its address gets at it without an account. Stream: the link.</summary>
/// <param name="LinkId">The link.</param>
/// <param name="SpaceId">The space it leads into.</param>
/// <param name="EntryId">The folder or document.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="TokenHash">SHA-256 of the secret in its address; the secret itself is kept nowhere.</param>
/// <param name="Inside">What it is called and what its password is checked against, sealed under the key of what it leads to.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="MostUses">How many downloads, or files put, it is good for; null: as many as come.</param>
/// <param name="By">The manager of the space who made it.</param>
/// <param name="At">When.</param>
public sealed record LinkMade(
    Guid LinkId, Guid SpaceId, Guid EntryId, LinkKind Kind, byte[] TokenHash, Sealed<LinkInside> Inside, DateTimeOffset ExpiresAt, int? MostUses, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "link.made.v1";
}

/// <summary>A link has another name, password, end or number of uses. Stream: the link.</summary>
/// <param name="LinkId">The link.</param>
/// <param name="Inside">What it is called and what its password is checked against now, sealed.</param>
/// <param name="ExpiresAt">When it ends by itself now.</param>
/// <param name="MostUses">How many uses it is good for now, those before included.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record LinkChanged(Guid LinkId, Sealed<LinkInside> Inside, DateTimeOffset ExpiresAt, int? MostUses, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "link.changed.v1";
}

/// <summary>A link was ended before its time. Stream: the link.</summary>
/// <param name="LinkId">The link.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record LinkEnded(Guid LinkId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "link.ended.v1";
}

/// <summary>What nobody else reads of a link; in the clear only inside the process and in its read model.</summary>
/// <param name="Label">What who made it calls it; may be empty.</param>
/// <param name="PasswordHash">What a password is checked against; null: it asks for none.</param>
public sealed record LinkInside(string Label, string? PasswordHash);
