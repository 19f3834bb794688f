using Federation.Storage.Keys;

namespace Federation.Node.Members;

/// <summary>An account as it is now. The name stays sealed.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">Sealed name.</param>
/// <param name="Roles">Current roles.</param>
/// <param name="HasJoined">False until the invitation is accepted.</param>
/// <param name="IsDisabled">True when the account may not be used.</param>
/// <param name="Proposals">Roles waiting for a second administrator.</param>
public sealed record Member(
    Guid Id, Sealed<PersonName> Name, IReadOnlyList<string> Roles, bool HasJoined, bool IsDisabled, IReadOnlyList<RoleProposed> Proposals)
{
    /// <summary>What was asked for; null: nothing.</summary>
    public Erasure? Erasure { get; init; }

    /// <summary>The key is destroyed: nobody can say any more who this was.</summary>
    public bool IsErased { get; init; }

    /// <summary>The first event.</summary>
    public static Member Create(MemberAdded added) => new(added.MemberId, added.Name, added.Roles, false, false, []);

    /// <summary>The invitation was accepted.</summary>
    public Member Apply(MemberJoined joined) => this with { Name = joined.Name, HasJoined = true };

    /// <summary>The account was closed.</summary>
    public Member Apply(MemberDisabled _) => this with { IsDisabled = true, Proposals = [] };

    /// <summary>A role waits.</summary>
    public Member Apply(RoleProposed proposed) => this with { Proposals = [.. Proposals, proposed] };

    /// <summary>A role is had.</summary>
    public Member Apply(RoleApproved approved) => this with
    {
        Roles = [.. Roles.Append(approved.Role).Distinct()],
        Proposals = [.. Proposals.Where(proposal => proposal.Role != approved.Role)],
    };

    /// <summary>To be erased, or proposed to be.</summary>
    public Member Apply(ErasureAsked asked) => this with { Erasure = new(asked.By, asked.DueAt) };

    /// <summary>To be erased.</summary>
    public Member Apply(ErasureApproved approved) => Erasure is null ? this : this with { Erasure = Erasure with { DueAt = approved.DueAt } };

    /// <summary>Stays.</summary>
    public Member Apply(ErasureCalledOff _) => this with { Erasure = null };

    /// <summary>Gone.</summary>
    public Member Apply(MemberErased _) => this with { IsErased = true, IsDisabled = true, Roles = [], Proposals = [], Erasure = null };
}

/// <summary>An erasure that was asked for and is not done.</summary>
/// <param name="AskedBy">The member id of who asked, or <c>command line</c>.</param>
/// <param name="DueAt">When it will be done; null: a second administrator has to agree first.</param>
public sealed record Erasure(string AskedBy, DateTimeOffset? DueAt);
