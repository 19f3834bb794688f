using Federation.Node.Documents.Spaces;

namespace Federation.Node.Documents.Sharing;

/// <summary>What is shared, with whom, as it is now.</summary>
/// <param name="Id">The share.</param>
/// <param name="SpaceId">The space it lies in.</param>
/// <param name="EntryId">The folder or document.</param>
/// <param name="MemberId">With whom; null: a group.</param>
/// <param name="GroupId">With whose people; null: one member.</param>
/// <param name="Role">What they may do.</param>
/// <param name="HasEnded">True once it was taken back.</param>
public sealed record Share(Guid Id, Guid SpaceId, Guid EntryId, Guid? MemberId, Guid? GroupId, SpaceRole Role, bool HasEnded)
{
    /// <summary>The first event.</summary>
    public static Share Create(EntryShared shared) => new(shared.ShareId, shared.SpaceId, shared.EntryId, shared.MemberId, shared.GroupId, shared.Role, false);

    /// <summary>Another role.</summary>
    public Share Apply(ShareChanged changed) => this with { Role = changed.Role };

    /// <summary>Over.</summary>
    public Share Apply(ShareEnded _) => this with { HasEnded = true };
}
