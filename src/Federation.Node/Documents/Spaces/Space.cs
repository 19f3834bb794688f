using System.Security.Cryptography;
using System.Text;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Retention;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Spaces;

/// <summary>A tree of folders and documents: one member's own, or shared by a group.</summary>
/// <param name="Id">The space; also its root folder's id.</param>
/// <param name="OwnerId">The member whose personal space it is; null: it is a group's.</param>
/// <param name="Key">Whose key seals its names and contents: the owner's, or the group space's own.</param>
public sealed record Space(Guid Id, Guid? OwnerId, SubjectId Key)
{
    /// <summary>What a group calls it, sealed; null for a personal space.</summary>
    public Sealed<EntryName>? Name { get; init; }

    /// <summary>Who is in a group space, in the order they came; empty for a personal space.</summary>
    public IReadOnlyList<SpacePerson> People { get; init; } = [];

    /// <summary>Bytes it may hold; null: as much as any space.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>How long documents stay in it; null: as in every space.</summary>
    public RetentionRule? Retention { get; init; }

    /// <summary>When the node destroys a group space that was closed, and in which nothing changes until then; null: it is open.</summary>
    public DateTimeOffset? DestroyAt { get; init; }

    /// <summary>Nothing of it is left and nothing comes into it any more.</summary>
    public bool IsErased { get; init; }

    /// <summary>The personal space of a member: one id, so that two devices that come first at once meet in one stream.</summary>
    public static Guid PersonalIdOf(Guid memberId) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"personal space {memberId:n}")).AsSpan(0, 16));

    /// <summary>A personal space.</summary>
    public static Space Create(SpaceOpened opened) => new(opened.SpaceId, opened.OwnerId, opened.Key);

    /// <summary>A group space.</summary>
    public static Space Create(GroupSpaceOpened opened) => new(opened.SpaceId, null, opened.Key) { Name = opened.Name };

    /// <summary>Another name.</summary>
    public Space Apply(SpaceRenamed renamed) => this with { Name = renamed.Name };

    /// <summary>Somebody came, or has another role.</summary>
    public Space Apply(SpaceRoleGiven given) => this with
    {
        People = People.Any(person => person.MemberId == given.MemberId)
            ? [.. People.Select(person => person.MemberId == given.MemberId ? person with { Role = given.Role } : person)]
            : [.. People, new(given.MemberId, given.Role)],
    };

    /// <summary>Somebody left.</summary>
    public Space Apply(SpaceRoleTaken taken) => this with { People = [.. People.Where(person => person.MemberId != taken.MemberId)] };

    /// <summary>More or less room.</summary>
    public Space Apply(SpaceLimited limited) => this with { MaxBytes = limited.MaxBytes };

    /// <summary>Another rule.</summary>
    public Space Apply(SpaceRetentionSet set) => this with { Retention = set.Rule };

    /// <summary>Closed.</summary>
    public Space Apply(SpaceClosed closed) => this with { DestroyAt = closed.DestroyAt };

    /// <summary>Open again.</summary>
    public Space Apply(SpaceReopened _) => this with { DestroyAt = null };

    /// <summary>Gone.</summary>
    public Space Apply(SpaceErased _) => this with { IsErased = true };

    /// <summary>What a member may do in a group space; null: they are not in it.</summary>
    public SpaceRole? RoleOf(Guid memberId) => People.FirstOrDefault(person => person.MemberId == memberId)?.Role;
}

/// <summary>Somebody in a group space.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Role">What they may do.</param>
public sealed record SpacePerson(Guid MemberId, SpaceRole Role);
