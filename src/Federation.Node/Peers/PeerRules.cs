using Federation.Node.Members;

namespace Federation.Node.Peers;

/// <summary>Who may make a peer, and what follows from what peers ask.</summary>
internal static class PeerRules
{
    /// <summary>Roles that may agree to a peer that somebody else proposed.</summary>
    public static readonly IReadOnlyList<string> Approvers = [Roles.Administrator, Roles.Steward, Roles.Officer];

    public static PeerRefusal? RefusePropose(Peer? known, IReadOnlyList<string> roles, string name) =>
        !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : name.Trim().Length is < 1 or > 100 ? new PeerRefusal.NameMissing()
        : known is { IsBlocked: true } ? new PeerRefusal.Blocked()
        : known is { State: PeerState.Proposed or PeerState.Approved } ? new PeerRefusal.AlreadyKnown()
        : null;

    /// <summary>PRODUCT.md, rule 5: whoever proposes a peer cannot approve it.</summary>
    public static PeerRefusal? RefuseApprove(Peer? peer, Guid by, IReadOnlyList<string> roles) => peer switch
    {
        null or { State: PeerState.Removed } => new PeerRefusal.NoSuchPeer(),
        { IsBlocked: true } => new PeerRefusal.Blocked(),
        { State: not PeerState.Proposed } => new PeerRefusal.AlreadyKnown(),
        _ when !roles.Any(Approvers.Contains) => new PeerRefusal.RoleMissing(),
        _ when peer.ProposedBy == by => new PeerRefusal.SamePerson(),
        _ => null,
    };

    public static PeerRefusal? RefuseRemove(Peer? peer, IReadOnlyList<string> roles) =>
        peer is null or { State: PeerState.Removed } ? new PeerRefusal.NoSuchPeer()
        : !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : null;

    public static PeerRefusal? RefuseFollow(Peer? peer, bool isAccepted, Uri? catalogue, string name, IReadOnlyList<string> roles) =>
        peer is null or { State: PeerState.Removed } ? new PeerRefusal.NoSuchPeer()
        : !isAccepted ? new PeerRefusal.NotApproved()
        : !roles.Any(Approvers.Contains) ? new PeerRefusal.RoleMissing()
        : catalogue is null ? new PeerRefusal.NoSuchCatalogue(name)
        : null;

    public static PeerRefusal? RefuseUnfollow(Peer? peer, string catalogue, IReadOnlyList<string> roles) =>
        peer is null ? new PeerRefusal.NoSuchPeer()
        : !roles.Any(Approvers.Contains) ? new PeerRefusal.RoleMissing()
        : peer.Following.All(each => each.Catalogue != catalogue) ? new PeerRefusal.NotFollowed(catalogue)
        : null;

    /// <summary>One person ends a follower, like a block: shutting out must be quick.</summary>
    public static PeerRefusal? RefuseEnd(Peer? peer, string catalogue, Uri? actor, IReadOnlyList<string> roles) =>
        peer is null ? new PeerRefusal.NoSuchPeer()
        : !roles.Any(Approvers.Contains) ? new PeerRefusal.RoleMissing()
        : actor is null || !FollowersOf(peer, catalogue).Contains(actor) ? new PeerRefusal.NoSuchFollower(catalogue)
        : null;

    public static PeerRefusal? RefuseAllow(Peer? peer, string catalogue, Uri? actor, IReadOnlyList<string> roles) =>
        peer is null ? new PeerRefusal.NoSuchPeer()
        : !roles.Any(Approvers.Contains) ? new PeerRefusal.RoleMissing()
        : actor is null || !IsEnded(peer, catalogue, actor) ? new PeerRefusal.NotEnded(catalogue)
        : null;

    /// <summary>True when the actor's follow was ended here, and nobody allowed it since.</summary>
    public static bool IsEnded(Peer peer, string catalogue, Uri actor) => peer.Ended.Any(each => each.Catalogue == catalogue && each.Actor == actor);

    /// <summary>Longest reason of a block: it is for the next administrator, an essay is not kept.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>One administrator blocks: shutting out must be quick.</summary>
    public static PeerRefusal? RefuseBlock(Peer? known, string reason, IReadOnlyList<string> roles) =>
        !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : known is { IsBlocked: true } ? new PeerRefusal.Blocked()
        : reason.Trim().Length is < 1 or > MaxReasonLength ? new PeerRefusal.ReasonMissing()
        : null;

    /// <summary>Two people lift a block, like an approval: the first asks, the second agrees.</summary>
    public static (object? Event, PeerRefusal? Refusal) Unblock(Peer? known, Guid by, IReadOnlyList<string> roles, DateTimeOffset now) => known switch
    {
        null or { IsBlocked: false } => (null, new PeerRefusal.NotBlocked()),
        { UnblockProposedBy: null } => roles.Contains(Roles.Administrator)
            ? (new PeerUnblockProposed(known.Id, by, now), null) : (null, new PeerRefusal.RoleMissing()),
        _ when !roles.Any(Approvers.Contains) => (null, new PeerRefusal.RoleMissing()),
        _ when known.UnblockProposedBy == by => (null, new PeerRefusal.SamePerson()),
        _ => (new PeerUnblocked(known.Id, by, now), null),
    };

    /// <summary>
    /// True when this node speaks with the peer: two people approved it, or a federation vouches for it that two people approved and trust
    /// to vouch. A word counts until its time is over and as long as its giver is trusted; a block beats everything.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="find">The peer of a host.</param>
    /// <param name="now">The time.</param>
    public static bool IsAccepted(Peer? peer, Func<string, Peer?> find, DateTimeOffset now) =>
        peer is { IsBlocked: false }
        && (peer.State == PeerState.Approved
            || (peer.State is PeerState.Vouched or PeerState.Proposed && peer.Vouches.Any(vouch => now < vouch.Until && MayVouch(find(vouch.Issuer)))));

    /// <summary>True when the peer's word makes others peers. A federation that is itself only vouched for cannot: trust has one step.</summary>
    public static bool MayVouch(Peer? issuer) => issuer is { State: PeerState.Approved, IsBlocked: false, MayVouch: true };

    /// <summary>The peer's catalogue of that name; null when it has none.</summary>
    public static Uri? CatalogueOf(Peer? peer, string name) =>
        peer?.Introduction.Catalogues.FirstOrDefault(each => each.AbsolutePath == "/catalogues/" + name);

    /// <summary>
    /// True when we follow the catalogue, or asked to: what it says and its Accept travel in lanes of their own, and the first may overtake
    /// the second. Not when it refused.
    /// </summary>
    public static bool Follows(Peer peer, Uri catalogue) => peer.Following.Any(each => !each.IsRefused && CatalogueOf(peer, each.Catalogue) == catalogue);

    /// <summary>The peer's actors that follow a catalogue of ours. Of a follow from before actors were kept it is the node itself.</summary>
    public static IEnumerable<Uri> FollowersOf(Peer peer, string catalogue) =>
        peer.Followers.Where(each => each.Catalogue == catalogue).Select(each => each.Actor).DefaultIfEmpty(peer.Introduction.Actor).Distinct()
            .Where(_ => peer.Follows.Contains(catalogue));

    /// <summary>The follow of ours that an answer is to; null when we sent none such, or another actor answers.</summary>
    public static Following? Answered(Peer peer, string? followId, Uri actor) =>
        peer.Following.FirstOrDefault(each => each.FollowId == followId && CatalogueOf(peer, each.Catalogue) == actor);
}
