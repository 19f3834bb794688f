using Federation.Node.Shell;

namespace Federation.Node.Members;

/// <summary>Decisions about accounts.</summary>
internal static class MemberRules
{
    /// <summary>Length beats complexity (NIST SP 800-63B §5.1.1.2 asks for at least 8; we ask for more and nothing else).</summary>
    public const int ShortestPassword = 12;

    /// <summary>Hashing takes the whole password; a book is not one.</summary>
    public const int LongestPassword = 1024;

    /// <summary>Characters of a name or a label: they stand in lists.</summary>
    public const int LongestName = 100;

    public static MemberRefusal? RefuseName(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl) ? new MemberRefusal.NameMissing() : null;

    /// <summary>Whether an account may be made like this; a null password is one that is chosen later.</summary>
    public static MemberRefusal? RefuseAccount(string name, IReadOnlyList<string> roles, string? password) =>
        RefuseName(name) ?? (password is null ? null : RefusePassword(password, name))
        ?? roles.Where(role => !Roles.All.Contains(role)).Select(role => new MemberRefusal.NoSuchRole(role)).FirstOrDefault();

    public static MemberRefusal? RefusePassword(string password, string signInName) =>
        password.Length < ShortestPassword ? new MemberRefusal.PasswordTooShort(ShortestPassword)
        : password.Length > LongestPassword ? new MemberRefusal.PasswordTooLong(LongestPassword)
        : signInName.Length >= 4 && password.Contains(signInName, StringComparison.OrdinalIgnoreCase) ? new MemberRefusal.PasswordIsTheName()
        : CommonPasswords.Contains(password) ? new MemberRefusal.PasswordTooCommon()
        : null;

    /// <summary>
    /// Whether an administrator may make a new invitation. Who holds it becomes that person: nobody may so put on another's role, or a second
    /// approval would be worth nothing. For those who have come already, and for roles, there is the command line.
    /// </summary>
    public static MemberRefusal? RefuseNewInvitation(Member member) =>
        member.IsDisabled ? new MemberRefusal.Disabled()
        : member.HasJoined || member.Roles.Any(role => role != Roles.Member) || member.Proposals.Count > 0 ? new MemberRefusal.OperatorMustInvite()
        : null;

    public static Decision Disable(Member member, string by, DateTimeOffset now) =>
        member.IsDisabled ? Decision.Nothing : Decision.Of(new MemberDisabled(member.Id, by, now));

    public static Decision ProposeRole(Member member, string role, Guid by, DateTimeOffset now) =>
        !Roles.All.Contains(role) ? Decision.Refuse(new MemberRefusal.NoSuchRole(role))
        : member.IsDisabled ? Decision.Refuse(new MemberRefusal.Disabled())
        : member.Roles.Contains(role) || member.Proposals.Any(proposal => proposal.Role == role) ? Decision.Nothing
        : Decision.Of(new RoleProposed(member.Id, role, by, now));

    public static Decision ApproveRole(Member member, string role, Guid by, DateTimeOffset now)
    {
        if (member.IsDisabled)
        {
            return Decision.Refuse(new MemberRefusal.Disabled());
        }

        var proposal = member.Proposals.FirstOrDefault(each => each.Role == role);
        return proposal is null ? member.Roles.Contains(role) ? Decision.Nothing : Decision.Refuse(new MemberRefusal.NotProposed())
            : proposal.By == by || member.Id == by ? Decision.Refuse(new MemberRefusal.SamePerson())
            : Decision.Of(new RoleApproved(member.Id, role, by, now));
    }
}
