using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Holds;

/// <summary>Decides who may place and release holds, and that each says why (docs/decisions/0021).</summary>
internal static class HoldRules
{
    /// <summary>Who places and releases holds wherever it may be.</summary>
    public static readonly string[] Keepers = [Roles.Officer, Roles.Administrator];

    /// <summary>Why words are not taken.</summary>
    public static DocumentRefusal? RefuseWords(HoldWords words) =>
        words.Why.Length == 0 ? new HoldRefusal.WhyMissing()
        : words.Why.Length > DocumentLimits.LongestHoldText || words.Told.Length > DocumentLimits.LongestHoldText ? new HoldRefusal.WordsTooLong()
        : null;

    /// <summary>A new hold; several may be on one thing, each for a reason of its own.</summary>
    /// <param name="entryId">A folder or document of the space, in the tree or in the trash, or the space itself.</param>
    public static Decision Place(Guid id, Space space, Guid entryId, Sealed<HoldWords> words, HoldActor by, DateTimeOffset now) =>
        RefuseTo(space, by) is { } refusal ? Decision.Refuse(refusal)
        : Decision.Of(new HoldPlaced(id, space.Id, entryId, words, by.Name, !by.IsOfficer, now));

    /// <summary>
    /// Ends a hold. Nobody ends one on their own documents, and a manager ends none that an officer placed: what is held may be evidence against
    /// whoever would like to see it go.
    /// </summary>
    public static Decision Release(Hold hold, Space space, Sealed<HoldWords> words, HoldActor by, DateTimeOffset now) =>
        RefuseTo(space, by) is { } refusal ? Decision.Refuse(refusal)
        : !by.IsOfficer && !hold.ByManager ? Decision.Refuse(new HoldRefusal.ForOfficers())
        : space.OwnerId is { } owner && owner == by.MemberId ? Decision.Refuse(new HoldRefusal.OwnDocuments())
        : hold.Release is not null ? Decision.Nothing
        : Decision.Of(new HoldReleased(hold.Id, space.Id, words, by.Name, now));

    /// <summary>Whether somebody reads why a hold was placed.</summary>
    public static bool MayRead(Hold hold, Space? space, HoldActor by) => by.IsOfficer || (hold.ByManager && space is not null && RefuseTo(space, by) is null);

    // Who sees nothing of a space is not told that it is there.
    private static DocumentRefusal? RefuseTo(Space space, HoldActor by) =>
        by.IsOfficer ? null
        : by.MemberId is { } member && (space.OwnerId == member || space.RoleOf(member) is not null)
            ? space.RoleOf(member) == SpaceRole.Manager ? null : new HoldRefusal.ForOfficers()
            : new DocumentRefusal.NotThere();
}

/// <summary>Who places or releases a hold.</summary>
/// <param name="MemberId">The member; null: the command line.</param>
/// <param name="IsOfficer">Whether they are an officer or an administrator; the command line is, as with roles.</param>
internal sealed record HoldActor(Guid? MemberId, bool IsOfficer)
{
    /// <summary>Whoever has the machine's shell has the database too.</summary>
    public static readonly HoldActor CommandLine = new(null, true);

    /// <summary>As it is written in events.</summary>
    public string Name => MemberId?.ToString() ?? "command line";
}
