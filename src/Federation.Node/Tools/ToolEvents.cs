namespace Federation.Node.Tools;

/// <summary>Somebody proposed a version of a tool; it waits for another person.</summary>
/// <param name="ToolId">The version's stream.</param>
/// <param name="Manifest">What is said about it.</param>
/// <param name="Archive">Its bytes.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="At">When.</param>
public sealed record ToolProposed(Guid ToolId, ToolManifest Manifest, ToolArchive Archive, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool.proposed.v1";
}

/// <summary>A proposal was sent back, or taken back.</summary>
public sealed record ToolReturned(Guid ToolId, string Reason, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool.returned.v1";
}

/// <summary>A second person agreed: the version is signed, announced, and never changes.</summary>
/// <param name="ToolId">The version's stream.</param>
/// <param name="Document">The signed description, canonical JSON.</param>
/// <param name="By">Who approved it.</param>
/// <param name="At">When.</param>
public sealed record ToolPublished(Guid ToolId, string Document, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool.published.v1";
}

/// <summary>A published version must not be used any more.</summary>
/// <param name="ToolId">The version's stream.</param>
/// <param name="Reason">Why, for everybody who has it.</param>
/// <param name="Tombstone">What stands in its place: signed, canonical JSON.</param>
/// <param name="By">Who revoked it.</param>
/// <param name="At">When.</param>
public sealed record ToolRevoked(Guid ToolId, string Reason, string Tombstone, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool.revoked.v1";
}

/// <summary>What was signed of a version was signed again by another key because its own was revoked; it says the same.</summary>
/// <param name="ToolId">The version's stream.</param>
/// <param name="Document">The signed description, canonical JSON.</param>
/// <param name="Tombstone">What stands in its place; null when it is not revoked.</param>
/// <param name="At">When.</param>
public sealed record ToolSignedAgain(Guid ToolId, string Document, string? Tombstone, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool.signed-again.v1";
}
