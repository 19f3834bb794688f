using Federation.Storage.Keys;

namespace Federation.Node.Members;

/// <summary>What a member is called; sealed wherever it is kept.</summary>
/// <param name="SignInName">What is typed to sign in.</param>
/// <param name="DisplayName">What others read.</param>
public sealed record PersonName(string SignInName, string DisplayName);

/// <summary>An account was made, by setup, on the command line or by invitation.</summary>
/// <param name="MemberId">The member; also the id of their key.</param>
/// <param name="Name">Sealed name.</param>
/// <param name="Roles">First roles.</param>
/// <param name="AddedBy">The member id of who did it, or <c>setup</c> or <c>command line</c>.</param>
/// <param name="At">When.</param>
public sealed record MemberAdded(Guid MemberId, Sealed<PersonName> Name, IReadOnlyList<string> Roles, string AddedBy, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.added.v1";
}

/// <summary>The member accepted the invitation and has a password.</summary>
public sealed record MemberJoined(Guid MemberId, Sealed<PersonName> Name, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.joined.v1";
}

/// <summary>The account may no longer be used.</summary>
public sealed record MemberDisabled(Guid MemberId, string By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.disabled.v1";
}

/// <summary>An administrator wants a member to have a role; another one must agree.</summary>
public sealed record RoleProposed(Guid MemberId, string Role, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.role-proposed.v1";
}

/// <summary>Another administrator agreed: the member has the role.</summary>
public sealed record RoleApproved(Guid MemberId, string Role, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.role-approved.v1";
}

/// <summary>Somebody wants a member erased: the member, an administrator (then another must agree), or the command line.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="By">The member id of who asked, or <c>command line</c>.</param>
/// <param name="DueAt">When it will be done; null: as long as no second administrator agreed.</param>
/// <param name="At">When it was asked.</param>
public sealed record ErasureAsked(Guid MemberId, string By, DateTimeOffset? DueAt, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.erasure-asked.v1";
}

/// <summary>A second administrator agreed to what another had asked for.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="By">Who agreed.</param>
/// <param name="DueAt">When it will be done.</param>
/// <param name="At">When they agreed.</param>
public sealed record ErasureApproved(Guid MemberId, Guid By, DateTimeOffset DueAt, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.erasure-approved.v1";
}

/// <summary>The member, or an administrator where administrators had asked, called it off before it was done.</summary>
public sealed record ErasureCalledOff(Guid MemberId, string By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.erasure-called-off.v1";
}

/// <summary>The member's key is destroyed, and with it everything sealed under it; the account is gone. Other rooms forget what is theirs.</summary>
public sealed record MemberErased(Guid MemberId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "member.erased.v1";
}
