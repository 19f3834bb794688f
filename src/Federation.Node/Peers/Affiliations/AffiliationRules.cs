using Federation.Node.Members;

namespace Federation.Node.Peers.Affiliations;

/// <summary>Who may say that somebody is an affiliate, and when such a word makes a peer.</summary>
internal static class AffiliationRules
{
    /// <summary>Longest life of a credential: an affiliate is confirmed at least every other year, and a forgotten one ends.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(2 * 366);

    public static PeerRefusal? RefusePropose(bool isPeer, IReadOnlyList<string> roles, DateTimeOffset until, DateTimeOffset now) =>
        !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : !isPeer ? new PeerRefusal.NotApproved()
        : until <= now || until - now > LongestLife ? new PeerRefusal.UntilNotPossible()
        : null;

    /// <summary>PRODUCT.md, rule 5: two different people.</summary>
    public static PeerRefusal? RefuseSign(Affiliation? affiliation, bool isPeer, Guid by, IReadOnlyList<string> roles, DateTimeOffset now) => affiliation switch
    {
        null or { Issuer.Length: > 0 } or { State: not AffiliationState.Proposed } => new PeerRefusal.NoSuchAffiliation(),
        _ when !roles.Any(PeerRules.Approvers.Contains) => new PeerRefusal.RoleMissing(),
        _ when affiliation.ProposedBy == by => new PeerRefusal.SamePerson(),
        _ when !isPeer => new PeerRefusal.NotApproved(),
        _ when affiliation.Until <= now => new PeerRefusal.UntilNotPossible(),
        _ => null,
    };

    /// <summary>One administrator takes a credential back: it must be quick.</summary>
    public static PeerRefusal? RefuseRevoke(Affiliation? affiliation, string reason, IReadOnlyList<string> roles) =>
        affiliation is null or { Issuer.Length: > 0 } or { State: AffiliationState.Revoked } ? new PeerRefusal.NoSuchAffiliation()
        : !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : reason.Trim().Length is < 1 or > PeerRules.MaxReasonLength ? new PeerRefusal.ReasonMissing()
        : null;

    /// <summary>Two people trust a federation to vouch: the first asks, the second agrees. Trusting it is more than speaking with it.</summary>
    public static (object? Event, PeerRefusal? Refusal) Trust(Peer? issuer, Guid by, IReadOnlyList<string> roles, DateTimeOffset now) => issuer switch
    {
        null or { State: not PeerState.Approved } or { IsBlocked: true } => (null, new PeerRefusal.NotApproved()),
        { MayVouch: true } => (null, new PeerRefusal.VouchesAlready()),
        { VouchingProposedBy: null } => roles.Contains(Roles.Administrator) ? (new VouchingProposed(issuer.Id, by, now), null) : (null, new PeerRefusal.RoleMissing()),
        _ when !roles.Any(PeerRules.Approvers.Contains) => (null, new PeerRefusal.RoleMissing()),
        _ when issuer.VouchingProposedBy == by => (null, new PeerRefusal.SamePerson()),
        _ => (new VouchingApproved(issuer.Id, by, now), null),
    };

    public static PeerRefusal? RefuseDistrust(Peer? issuer, IReadOnlyList<string> roles) =>
        issuer is not ({ MayVouch: true } or { VouchingProposedBy: not null }) ? new PeerRefusal.NotApproved()
        : !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : null;

    /// <summary>True when a federation's credential makes a peer here, or keeps one: it counts, it is not about us, nobody blocked the host.</summary>
    public static bool MakesPeer(Affiliation affiliation, Peer? issuer, Peer? subject, string ourHost, DateTimeOffset now) =>
        affiliation.IsGood(now) && affiliation.Host != ourHost && affiliation.Host != affiliation.Issuer && PeerRules.MayVouch(issuer)
        && subject is not { IsBlocked: true } && subject?.Vouches.Any(vouch => vouch.Credential == affiliation.Credential) != true;

    /// <summary>The peers' vouches that count no more, with the reason.</summary>
    public static IEnumerable<(string Credential, string Why)> Ended(Peer peer, Func<string, Peer?> find, DateTimeOffset now) =>
        peer.Vouches.Select(vouch => (vouch.Credential, Why: vouch.Until <= now ? "Its time is over."
            : !PeerRules.MayVouch(find(vouch.Issuer)) ? $"{vouch.Issuer} is not trusted to vouch any more." : "")).Where(each => each.Why.Length > 0);
}
