using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Links;

/// <summary>Decides on links. Only who manages the space makes, changes and ends them; in a group's space they are the group's.</summary>
internal static class LinkRules
{
    /// <summary>Why there can be no such link; null when there can.</summary>
    /// <param name="before">Links to the same folder or document.</param>
    public static Refusal? RefuseToMake(Sight sight, LinkKind kind, LinkWish wish, int before, DateTimeOffset now) =>
        sight.Reach.Role < SpaceRole.Manager ? new SpaceRefusal.ForManagers()
        : sight.Entry.ParentId is null ? new ShareRefusal.WholeSpace()
        : kind == LinkKind.DropBox && !sight.Entry.IsFolder ? new LinkRefusal.OnlyFoldersTakeFiles()
        : sight.Reach.RefuseClosed is { } closed ? closed
        : before >= LinkLimits.MostLinks ? new LinkRefusal.TooManyLinks()
        : Refuse(wish, now);

    /// <summary>Why a link cannot be changed so; null when it can. In a closed space it is only ended: another day or no password would let people in.</summary>
    /// <param name="sight">How who asks sees what it leads to; null: not at all.</param>
    public static Refusal? RefuseToChange(Link? link, Sight? sight, LinkWish wish, DateTimeOffset now) =>
        RefuseToEnd(link, sight) ?? sight!.Reach.RefuseClosed ?? (Refusal?)Refuse(wish, now); // RefuseToEnd: it is seen

    /// <summary>Ends a link.</summary>
    /// <param name="sight">How who asks sees what it leads to; null: not at all.</param>
    public static Decision End(Link? link, Sight? sight, Guid by, DateTimeOffset now) =>
        RefuseToEnd(link, sight) is { } refusal ? Decision.Refuse(refusal) : Decision.Of(new LinkEnded(link!.Id, by, now)); // RefuseToEnd: there is one

    private static DocumentRefusal? RefuseToEnd(Link? link, Sight? sight) =>
        link is null or { HasEnded: true } || sight is null ? new LinkRefusal.NoSuchLink()
        : sight.Reach.Role < SpaceRole.Manager ? new SpaceRefusal.ForManagers()
        : null;

    private static LinkRefusal? Refuse(LinkWish wish, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return wish.Label.Length > LinkLimits.LongestLabel ? new LinkRefusal.LabelTooLong()
            : wish.Password.Length is not (0 or >= LinkLimits.ShortestPassword and <= LinkLimits.LongestPassword) ? new LinkRefusal.PasswordLength()
            : wish.Day < today || wish.Day > today.AddDays(LinkLimits.MostDays) ? new LinkRefusal.BadEnd()
            : wish.MostUses is < 1 or > LinkLimits.MostUses ? new LinkRefusal.BadCount()
            : null;
    }
}
