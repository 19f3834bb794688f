namespace Federation.Node.Tools.Copies;

/// <summary>A peer announced a version of a tool; its proof held. Its archive is still to be fetched.</summary>
/// <param name="CopyId">The stream.</param>
/// <param name="Host">Who publishes it.</param>
/// <param name="Url">The version.</param>
/// <param name="Manifest">What is said about it.</param>
/// <param name="ArchiveUrl">Where its bytes are.</param>
/// <param name="Sha256">Their digest.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Document">The signed description, canonical JSON.</param>
/// <param name="At">When.</param>
public sealed record ToolAnnounced(
    Guid CopyId, string Host, string Url, ToolManifest Manifest, Uri ArchiveUrl, string Sha256, long Bytes, string Document, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool-copy.announced.v1";
}

/// <summary>The archive was fetched, has its digest, and was looked into.</summary>
public sealed record ToolMirrored(Guid CopyId, ToolArchive Archive, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool-copy.mirrored.v1";
}

/// <summary>An administrator made the archive available to the members of this node.</summary>
public sealed record ToolInstalled(Guid CopyId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool-copy.installed.v1";
}

/// <summary>An administrator took it away again.</summary>
public sealed record ToolWithdrawn(Guid CopyId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool-copy.withdrawn.v1";
}

/// <summary>Its publisher says that the version must not be used any more; perhaps before we heard of it.</summary>
/// <param name="CopyId">The stream.</param>
/// <param name="Host">Who publishes it.</param>
/// <param name="Url">The version.</param>
/// <param name="Reason">Why.</param>
/// <param name="Activity">The signed activity that says so, canonical JSON.</param>
/// <param name="At">When.</param>
public sealed record ToolCopyRevoked(Guid CopyId, string Host, string Url, string Reason, string Activity, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool-copy.revoked.v1";
}

/// <summary>The publisher signed the description again by another key because its own was revoked; it says the same.</summary>
public sealed record ToolCopySignedAgain(Guid CopyId, string Document, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "tool-copy.signed-again.v1";
}
