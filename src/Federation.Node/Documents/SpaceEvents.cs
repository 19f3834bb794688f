using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>A space came to be. Stream: the space.</summary>
/// <param name="SpaceId">The space; also its root folder's id.</param>
/// <param name="OwnerId">The member whose personal space it is.</param>
/// <param name="Key">Whose key seals its names and contents: the owner's.</param>
/// <param name="At">When.</param>
public sealed record SpaceOpened(Guid SpaceId, Guid OwnerId, SubjectId Key, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.opened.v1";
}
