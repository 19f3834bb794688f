using Federation.Node.Shell;

namespace Federation.Node.Members.Erasures;

/// <summary>Decides who may have a member erased, and when it is done (docs/decisions/0014).</summary>
internal static class ErasureRules
{
    /// <summary>From the wish to the erasure: time to see what others have asked for, to fetch what one wants to keep, and to think again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>
    /// Members erase themselves. What an administrator asks for, another has to agree to; the command line needs nobody, as with roles: who has the machine's
    /// shell has the database too. In every case it is done only after <see cref="Patience"/>, and the member sees it coming.
    /// </summary>
    /// <param name="by">The member id of who asks, or <c>command line</c>.</param>
    /// <param name="isLastAdministrator">Nobody else could administer the node.</param>
    public static Decision Ask(Member member, string by, bool isLastAdministrator, DateTimeOffset now)
    {
        if (member.IsErased)
        {
            return Decision.Refuse(new MemberRefusal.NoSuchMember());
        }

        if (isLastAdministrator)
        {
            return Decision.Refuse(new MemberRefusal.LastAdministrator());
        }

        var needsNobody = by == member.Id.ToString() || !Guid.TryParse(by, out _);
        return member.Erasure is { } asked && (asked.DueAt is not null || !needsNobody) ? Decision.Nothing
            : Decision.Of(new ErasureAsked(member.Id, by, needsNobody ? now + Patience : null, now));
    }

    public static Decision Approve(Member member, Guid by, DateTimeOffset now) => member.Erasure switch
    {
        null => Decision.Refuse(new MemberRefusal.NotProposed()),
        { DueAt: not null } => Decision.Nothing,
        var asked when asked.AskedBy == by.ToString() => Decision.Refuse(new MemberRefusal.SamePerson()),
        _ => Decision.Of(new ErasureApproved(member.Id, by, now + Patience, now)),
    };

    /// <summary>The member can always; an administrator not what the member asked for themselves.</summary>
    public static Decision CallOff(Member member, string by, DateTimeOffset now) =>
        member.Erasure is not { } asked ? Decision.Nothing
        : asked.AskedBy == member.Id.ToString() && by != asked.AskedBy ? Decision.Refuse(new MemberRefusal.TheirOwnWish())
        : Decision.Of(new ErasureCalledOff(member.Id, by, now));

    /// <summary>Does what is due.</summary>
    public static Decision Erase(Member member, DateTimeOffset now) =>
        member.Erasure is { DueAt: { } due } && due <= now ? Decision.Of(new MemberErased(member.Id, now)) : Decision.Nothing;
}
