using Federation.Node.Documents.Spaces;

namespace Federation.Node.Documents.Sharing;

/// <summary>A folder or document was shared with a member, or with all who are in a group space. Stream: the share.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="SpaceId">The space it lies in.</param>
/// <param name="EntryId">The folder or document.</param>
/// <param name="MemberId">With whom; null: a group.</param>
/// <param name="GroupId">With whose people: a group space; null: one member.</param>
/// <param name="Role">What they may do: view or edit.</param>
/// <param name="By">The manager of the space who shared it.</param>
/// <param name="At">When.</param>
public sealed record EntryShared(
    Guid ShareId, Guid SpaceId, Guid EntryId, Guid? MemberId, Guid? GroupId, SpaceRole Role, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.shared.v1";
}

/// <summary>Those it was shared with may do more or less with it. Stream: the share.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="Role">What they may do now.</param>
/// <param name="By">The manager.</param>
/// <param name="At">When.</param>
public sealed record ShareChanged(Guid ShareId, SpaceRole Role, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "share.changed.v1";
}

/// <summary>A share ended. Stream: the share.</summary>
/// <param name="ShareId">The share.</param>
/// <param name="By">The manager, or who it was shared with; nobody's id where the group it was shared with is no more.</param>
/// <param name="At">When.</param>
public sealed record ShareEnded(Guid ShareId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "share.ended.v1";
}
