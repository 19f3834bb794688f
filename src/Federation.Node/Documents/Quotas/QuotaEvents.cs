namespace Federation.Node.Documents.Quotas;

/// <summary>An administrator said how much one space may hold. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="MaxBytes">Bytes; null: as much as any space.</param>
/// <param name="By">The administrator.</param>
/// <param name="At">When.</param>
public sealed record SpaceLimited(Guid SpaceId, long? MaxBytes, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.limited.v1";
}

/// <summary>An administrator said how much every space may hold of which nothing else was said. Stream: the node's own, of all these.</summary>
/// <param name="MaxBytes">Bytes; null: no limit.</param>
/// <param name="By">The administrator.</param>
/// <param name="At">When.</param>
public sealed record SpacesLimited(long? MaxBytes, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "spaces.limited.v1";
}
