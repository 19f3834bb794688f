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
        : known is { State: PeerState.Proposed or PeerState.Approved } ? new PeerRefusal.AlreadyKnown()
        : null;

    /// <summary>PRODUCT.md, rule 5: whoever proposes a peer cannot approve it.</summary>
    public static PeerRefusal? RefuseApprove(Peer? peer, Guid by, IReadOnlyList<string> roles) => peer switch
    {
        null or { State: PeerState.Removed } => new PeerRefusal.NoSuchPeer(),
        { State: PeerState.Approved } => new PeerRefusal.AlreadyKnown(),
        _ when !roles.Any(Approvers.Contains) => new PeerRefusal.RoleMissing(),
        _ when peer.ProposedBy == by => new PeerRefusal.SamePerson(),
        _ => null,
    };

    public static PeerRefusal? RefuseRemove(Peer? peer, IReadOnlyList<string> roles) =>
        peer is null or { State: PeerState.Removed } ? new PeerRefusal.NoSuchPeer()
        : !roles.Contains(Roles.Administrator) ? new PeerRefusal.RoleMissing()
        : null;

    public static PeerRefusal? RefuseFollow(Peer? peer, Uri? catalogue, string name, IReadOnlyList<string> roles) =>
        peer is null or { State: PeerState.Removed } ? new PeerRefusal.NoSuchPeer()
        : peer.State != PeerState.Approved ? new PeerRefusal.NotApproved()
        : !roles.Any(Approvers.Contains) ? new PeerRefusal.RoleMissing()
        : catalogue is null ? new PeerRefusal.NoSuchCatalogue(name)
        : null;

    /// <summary>The peer's catalogue of that name; null when it has none.</summary>
    public static Uri? CatalogueOf(Peer? peer, string name) =>
        peer?.Introduction.Catalogues.FirstOrDefault(each => each.AbsolutePath == "/catalogues/" + name);

    /// <summary>True when we follow the catalogue and the peer has accepted.</summary>
    public static bool Follows(Peer peer, Uri catalogue) =>
        peer.Following.Any(each => each.IsAccepted && CatalogueOf(peer, each.Catalogue) == catalogue);

    /// <summary>The follow of ours that an answer is to; null when we sent none such, or another actor answers.</summary>
    public static Following? Answered(Peer peer, string? followId, Uri actor) =>
        peer.Following.FirstOrDefault(each => each.FollowId == followId && CatalogueOf(peer, each.Catalogue) == actor);
}
