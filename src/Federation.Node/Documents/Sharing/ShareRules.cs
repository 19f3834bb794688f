using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Sharing;

/// <summary>Decides what is shared with whom. Only who manages the space shares: what somebody was given is not theirs to pass on.</summary>
internal static class ShareRules
{
    /// <summary>Shares with a member or a group; shared with them already, only the role changes.</summary>
    /// <param name="before">The shares of the same folder or document.</param>
    public static Decision Share(Sight sight, IReadOnlyList<Share> before, EntryShared wish) =>
        sight.Reach.Role < SpaceRole.Manager ? Decision.Refuse(new SpaceRefusal.ForManagers())
        : sight.Entry.ParentId is null ? Decision.Refuse(new ShareRefusal.WholeSpace())
        : sight.Reach.RefuseClosed is { } closed ? Decision.Refuse(closed)
        : wish.Role is not (SpaceRole.Viewer or SpaceRole.Editor) ? Decision.Refuse(new SpaceRefusal.NoSuchRole())
        : wish.MemberId is { } member && member == sight.Reach.Space.OwnerId || wish.GroupId == wish.SpaceId ? Decision.Refuse(new ShareRefusal.WithYourself())
        : before.FirstOrDefault(each => each.MemberId == wish.MemberId && each.GroupId == wish.GroupId) is { } same
            ? same.Role == wish.Role ? Decision.Nothing : Decision.Of(new ShareChanged(same.Id, wish.Role, wish.By, wish.At))
        : before.Count >= DocumentLimits.MostShares ? Decision.Refuse(new ShareRefusal.TooManyShares())
        : Decision.Of(wish);

    /// <summary>Ends a share: taken back by a manager, or left by the member it was shared with.</summary>
    /// <param name="sight">How who asks sees what is shared; null: not at all.</param>
    public static Decision End(Share? share, Sight? sight, Guid by, DateTimeOffset now) =>
        share is null or { HasEnded: true } || share.MemberId != by && sight is null ? Decision.Refuse(new ShareRefusal.NoSuchShare())
        : share.MemberId != by && sight!.Reach.Role < SpaceRole.Manager ? Decision.Refuse(new SpaceRefusal.ForManagers()) // theirs, or seen
        : Decision.Of(new ShareEnded(share.Id, by, now));
}
