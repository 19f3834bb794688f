using Federation.Storage.Keys;

namespace Federation.Node.Documents.Spaces;

/// <summary>A personal space came to be. Stream: the space.</summary>
/// <param name="SpaceId">The space; also its root folder's id.</param>
/// <param name="OwnerId">The member whose personal space it is.</param>
/// <param name="Key">Whose key seals its names and contents: the owner's.</param>
/// <param name="At">When.</param>
public sealed record SpaceOpened(Guid SpaceId, Guid OwnerId, SubjectId Key, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.opened.v1";
}

/// <summary>A space of a group came to be. Stream: the space.</summary>
/// <param name="SpaceId">The space; also its root folder's id.</param>
/// <param name="Key">Whose key seals its names and contents: the space's own, which outlives every member of the group.</param>
/// <param name="Name">What it is called, sealed.</param>
/// <param name="By">The member who opened it.</param>
/// <param name="At">When.</param>
public sealed record GroupSpaceOpened(Guid SpaceId, SubjectId Key, Sealed<EntryName> Name, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.group-opened.v1";
}

/// <summary>A group space is called something else. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="Name">Its name now, sealed.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record SpaceRenamed(Guid SpaceId, Sealed<EntryName> Name, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.renamed.v1";
}

/// <summary>A member came into a group space, or may do more or less in it. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="MemberId">Who.</param>
/// <param name="Role">What they may do.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record SpaceRoleGiven(Guid SpaceId, Guid MemberId, SpaceRole Role, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.role-given.v1";
}

/// <summary>A member is no longer in a group space. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="MemberId">Who.</param>
/// <param name="By">The manager, or they themselves.</param>
/// <param name="At">When.</param>
public sealed record SpaceRoleTaken(Guid SpaceId, Guid MemberId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.role-taken.v1";
}

/// <summary>A manager closed a group space: nothing in it changes any more, and the node destroys it unless it is opened again. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="DestroyAt">Until when it can be read.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record SpaceClosed(Guid SpaceId, DateTimeOffset DestroyAt, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.closed.v1";
}

/// <summary>A group space that was closed is as it was before. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record SpaceReopened(Guid SpaceId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.reopened.v1";
}

/// <summary>The node destroyed a group space whose date had come; the record of how much that was. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="Documents">How many documents, those in the trash included.</param>
/// <param name="Bytes">Of all their versions.</param>
/// <param name="At">When.</param>
public sealed record SpaceDestroyed(Guid SpaceId, long Documents, long Bytes, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.destroyed.v1";
}

/// <summary>A space was erased with all in it: its owner was, or it was a group's and closed. Its key is destroyed; bytes, names and labels are removed.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="At">When.</param>
public sealed record SpaceErased(Guid SpaceId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.erased.v1";
}
