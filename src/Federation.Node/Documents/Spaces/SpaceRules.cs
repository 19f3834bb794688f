using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Spaces;

/// <summary>Decides who is in a group space and what they may do there.</summary>
internal static class SpaceRules
{
    /// <summary>A new group space; who opens it manages it.</summary>
    /// <param name="spacesBefore">In how many they are already.</param>
    public static Decision Open(Guid id, SubjectId key, Sealed<EntryName> name, int spacesBefore, Guid by, DateTimeOffset now) =>
        spacesBefore >= DocumentLimits.MostSpaces
            ? Decision.Refuse(new SpaceRefusal.TooManySpaces())
            : Decision.Of(new GroupSpaceOpened(id, key, name, by, now), new SpaceRoleGiven(id, by, SpaceRole.Manager, by, now));

    /// <summary>Why nothing may be changed in a space by anybody, and nobody let in; null while it is open. What was given is taken back as ever.</summary>
    public static DocumentRefusal? RefuseClosed(Space space) => space.DestroyAt is { } date ? new SpaceRefusal.Closed(date) : null;

    /// <summary>Another name.</summary>
    public static Decision Rename(Space space, Sealed<EntryName> name, Guid by, DateTimeOffset now) =>
        (RefuseUnless(space, by, SpaceRole.Manager) ?? RefuseClosed(space)) is { } refusal ? Decision.Refuse(refusal) : Decision.Of(new SpaceRenamed(space.Id, name, by, now));

    /// <summary>Somebody comes, or may do more or less.</summary>
    public static Decision Give(Space space, Guid memberId, SpaceRole role, Guid by, DateTimeOffset now) =>
        RefuseUnless(space, by, SpaceRole.Manager) is { } refusal ? Decision.Refuse(refusal)
        : space.RoleOf(memberId) == role ? Decision.Nothing
        : !(space.RoleOf(memberId) > role) && RefuseClosed(space) is { } closed ? Decision.Refuse(closed)
        : space.RoleOf(memberId) is null && space.People.Count >= DocumentLimits.MostPeople ? Decision.Refuse(new SpaceRefusal.TooManyPeople())
        : IsLastManager(space, memberId) ? Decision.Refuse(new SpaceRefusal.LastManager())
        : Decision.Of(new SpaceRoleGiven(space.Id, memberId, role, by, now));

    /// <summary>Somebody goes: sent by a manager, or by themselves.</summary>
    public static Decision Take(Space space, Guid memberId, Guid by, DateTimeOffset now) =>
        RefuseUnless(space, by, memberId == by ? SpaceRole.Viewer : SpaceRole.Manager) is { } refusal ? Decision.Refuse(refusal)
        : space.RoleOf(memberId) is null ? Decision.Nothing
        : IsLastManager(space, memberId) ? Decision.Refuse(new SpaceRefusal.LastManager())
        : Decision.Of(new SpaceRoleTaken(space.Id, memberId, by, now));

    /// <summary>Somebody is erased. Were they the only manager, who is in it longest manages it, an editor rather than a viewer.</summary>
    public static Decision Forget(Space space, Guid memberId, DateTimeOffset now)
    {
        var heir = IsLastManager(space, memberId) ? space.People.Where(person => person.MemberId != memberId).OrderByDescending(person => person.Role).FirstOrDefault() : null;
        return space.RoleOf(memberId) is null ? Decision.Nothing
            : heir is null ? Decision.Of(new SpaceRoleTaken(space.Id, memberId, memberId, now))
            : Decision.Of(new SpaceRoleGiven(space.Id, heir.MemberId, SpaceRole.Manager, memberId, now), new SpaceRoleTaken(space.Id, memberId, memberId, now));
    }

    /// <summary>Nothing changes in it any more, and after <see cref="DocumentLimits.ClosedSpaceLife"/> it goes.</summary>
    public static Decision Close(Space space, Guid by, DateTimeOffset now) =>
        RefuseUnless(space, by, SpaceRole.Manager) is { } refusal ? Decision.Refuse(refusal)
        : space.DestroyAt is not null ? Decision.Nothing
        : Decision.Of(new SpaceClosed(space.Id, now + DocumentLimits.ClosedSpaceLife, by, now));

    /// <summary>As if it had not been closed; as long as it is there, though its date has come: something in it may be held.</summary>
    public static Decision Reopen(Space space, Guid by, DateTimeOffset now) =>
        RefuseUnless(space, by, SpaceRole.Manager) is { } refusal ? Decision.Refuse(refusal)
        : space.DestroyAt is null ? Decision.Nothing
        : Decision.Of(new SpaceReopened(space.Id, by, now));

    /// <summary>Its date has come.</summary>
    /// <param name="documents">How many documents go.</param>
    /// <param name="bytes">Of how many bytes.</param>
    public static Decision Destroy(Space? space, long documents, long bytes, DateTimeOffset now) =>
        space is { OwnerId: null, IsErased: false } && space.DestroyAt <= now
            ? Decision.Of(new SpaceDestroyed(space.Id, documents, bytes, now), new SpaceErased(space.Id, now))
            : Decision.Nothing;

    // Who is not in it is not told that it is there.
    private static DocumentRefusal? RefuseUnless(Space space, Guid by, SpaceRole least) => space.IsErased || space.RoleOf(by) is not { } role ? new DocumentRefusal.NotThere()
        : role < least ? new SpaceRefusal.ForManagers()
        : null;

    private static bool IsLastManager(Space space, Guid memberId) =>
        space.RoleOf(memberId) == SpaceRole.Manager && space.People.Count(person => person.Role == SpaceRole.Manager) == 1;
}
