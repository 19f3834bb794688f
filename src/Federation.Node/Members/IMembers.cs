namespace Federation.Node.Members;

/// <summary>What other rooms may ask of members.</summary>
public interface IMembers
{
    /// <summary>A member, or null. An erased member's name reads "erased".</summary>
    Task<MemberCard?> Find(Guid memberId, CancellationToken cancel);

    /// <summary>The member of a sign-in name, exactly as it was chosen but for case and accents' composition; null when there is none.</summary>
    Task<Guid?> FindByName(string name, CancellationToken cancel);

    /// <summary>The erasure of a member that was asked for and is not done; null: none.</summary>
    Task<Erasure?> ErasureOf(Guid memberId, CancellationToken cancel);
}

/// <summary>A member as other rooms see one.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">Display name, in the clear inside the process only.</param>
/// <param name="Roles">Current roles.</param>
/// <param name="IsDisabled">True when the account may not be used.</param>
public sealed record MemberCard(Guid Id, string Name, IReadOnlyList<string> Roles, bool IsDisabled);
