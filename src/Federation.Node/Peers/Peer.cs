using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Peers;

/// <summary>How far a peer is.</summary>
public enum PeerState
{
    /// <summary>One person wants it.</summary>
    Proposed,

    /// <summary>Two people agreed.</summary>
    Approved,

    /// <summary>Not, or no longer.</summary>
    Removed,

    /// <summary>Nobody here decided; a federation that is trusted to vouch says that it is an affiliate.</summary>
    Vouched,
}

/// <summary>A catalogue of the peer's that we follow or asked to.</summary>
/// <param name="Catalogue">Its name.</param>
/// <param name="FollowId">Our newest Follow.</param>
/// <param name="IsAccepted">True once the peer accepted.</param>
/// <param name="IsRefused">True when the peer refused it, or ended it later: nothing is taken of the catalogue.</param>
public sealed record Following(string Catalogue, string FollowId, bool IsAccepted, bool IsRefused = false);

/// <summary>Another node, or a stranger's server, as this node knows it.</summary>
public sealed record Peer(
    Guid Id, string Host, string Name, PeerIntroduction Introduction, PeerState State, Guid ProposedBy, Guid? ApprovedBy,
    IReadOnlyList<Following> Following, IReadOnlyList<string> Follows)
{
    /// <summary>The actors behind <see cref="Follows"/>, as far as they are known.</summary>
    public IReadOnlyList<Follower> Followers { get; init; } = [];

    /// <summary>Actors whose follow was ended here, each with that follow: they may not follow that catalogue again.</summary>
    public IReadOnlyList<Follower> Ended { get; init; } = [];

    /// <summary>Federations' words for it that were not taken back.</summary>
    public IReadOnlyList<Vouch> Vouches { get; init; } = [];

    /// <summary>Why it is blocked; null when it is not.</summary>
    public string? BlockedBecause { get; init; }

    /// <summary>Who wants the block lifted.</summary>
    public Guid? UnblockProposedBy { get; init; }

    /// <summary>True when two people trust it to vouch for its affiliates.</summary>
    public bool MayVouch { get; init; }

    /// <summary>Who wants it to vouch.</summary>
    public Guid? VouchingProposedBy { get; init; }

    /// <summary>True when nothing is taken from it and nothing sent to it, whatever its state.</summary>
    public bool IsBlocked => BlockedBecause is not null;

    /// <summary>The stream of a host: one for each, so two proposals of one host meet.</summary>
    public static Guid IdOf(string host) => new(SHA256.HashData(Encoding.UTF8.GetBytes("peer " + host.ToLowerInvariant())).AsSpan(0, 16));

    /// <summary>The first proposal.</summary>
    public static Peer Create(PeerProposed proposed) => new(
        proposed.PeerId, proposed.Host, proposed.Name, proposed.Introduction, PeerState.Proposed, proposed.By, null, [], []);

    /// <summary>Blocked before anybody knew it.</summary>
    public static Peer Create(PeerBlocked blocked) => Unknown(blocked.PeerId, blocked.Host).Apply(blocked);

    /// <summary>First heard of from a federation.</summary>
    public static Peer Create(PeerVouchedFor vouched) => Unknown(vouched.PeerId, vouched.Host).Apply(vouched);

    /// <summary>Proposed again after a removal, or although a federation vouches for it.</summary>
    public Peer Apply(PeerProposed proposed) => this with
    {
        Name = proposed.Name, Introduction = proposed.Introduction, State = PeerState.Proposed, ProposedBy = proposed.By, ApprovedBy = null,
    };

    /// <summary>Two people agreed.</summary>
    public Peer Apply(PeerApproved approved) => this with { State = PeerState.Approved, ApprovedBy = approved.By };

    /// <summary>No longer a peer.</summary>
    public Peer Apply(PeerRemoved _) => Gone();

    /// <summary>New keys.</summary>
    public Peer Apply(PeerIntroducedAgain again) => this with { Introduction = again.Introduction };

    /// <summary>We asked.</summary>
    public Peer Apply(FollowSent sent) => this with
    {
        Following = [.. Following.Where(each => each.Catalogue != sent.Catalogue), new Following(sent.Catalogue, sent.FollowId, false)],
    };

    /// <summary>It answered.</summary>
    public Peer Apply(FollowAnswered answered) => this with
    {
        Following =
        [
            .. Following.Where(each => each.FollowId != answered.FollowId),
            new Following(answered.Catalogue, answered.FollowId, answered.IsAccepted, !answered.IsAccepted),
        ],
    };

    /// <summary>We stopped.</summary>
    public Peer Apply(FollowUndone undone) => this with { Following = [.. Following.Where(each => each.Catalogue != undone.Catalogue)] };

    /// <summary>It follows us.</summary>
    public Peer Apply(FollowerAccepted accepted) => this with
    {
        Follows = [.. Follows.Append(accepted.Catalogue).Distinct()],
        Followers = accepted.Actor is null ? Followers
            : [.. Others(accepted.Catalogue, accepted.Actor), new Follower(accepted.Catalogue, accepted.Actor, accepted.FollowId)],
    };

    /// <summary>It stopped; the catalogue is followed on as long as another actor of the host follows it.</summary>
    public Peer Apply(FollowerLeft left) => Without(left.Catalogue, left.Actor);

    /// <summary>We ended it.</summary>
    public Peer Apply(FollowerEnded ended) => Without(ended.Catalogue, ended.Actor) with
    {
        Ended = [.. NotEnded(ended.Catalogue, ended.Actor), new Follower(ended.Catalogue, ended.Actor, ended.FollowId ?? "")],
    };

    /// <summary>It may ask again.</summary>
    public Peer Apply(FollowerAllowed allowed) => this with { Ended = [.. NotEnded(allowed.Catalogue, allowed.Actor)] };

    /// <summary>Shut out.</summary>
    public Peer Apply(PeerBlocked blocked) => this with { BlockedBecause = blocked.Reason, UnblockProposedBy = null };

    /// <summary>One person wants it back.</summary>
    public Peer Apply(PeerUnblockProposed proposed) => this with { UnblockProposedBy = proposed.By };

    /// <summary>What it was before.</summary>
    public Peer Apply(PeerUnblocked _) => this with { BlockedBecause = null, UnblockProposedBy = null };

    /// <summary>One person wants it to vouch.</summary>
    public Peer Apply(VouchingProposed proposed) => this with { VouchingProposedBy = proposed.By };

    /// <summary>Two people do.</summary>
    public Peer Apply(VouchingApproved _) => this with { MayVouch = true, VouchingProposedBy = null };

    /// <summary>No more.</summary>
    public Peer Apply(VouchingEnded _) => this with { MayVouch = false, VouchingProposedBy = null };

    /// <summary>An affiliate of a federation.</summary>
    public Peer Apply(PeerVouchedFor vouched) => this with
    {
        State = State == PeerState.Removed ? PeerState.Vouched : State,
        Introduction = vouched.Introduction,
        Name = State == PeerState.Removed ? vouched.Name : Name,
        Vouches = [.. Vouches.Where(each => each.Credential != vouched.Credential), new Vouch(vouched.Credential, vouched.Issuer, vouched.Until)],
    };

    /// <summary>
    /// No longer, by that credential. Who follows whom is kept, on both sides: a credential that is renewed late brings back what it ended.
    /// </summary>
    public Peer Apply(PeerVouchEnded ended)
    {
        var left = this with { Vouches = [.. Vouches.Where(each => each.Credential != ended.Credential)] };
        return left is { State: PeerState.Vouched, Vouches: [] } ? left with { State = PeerState.Removed } : left;
    }

    private static Peer Unknown(Guid id, string host)
    {
        var actor = new Uri($"https://{host}/actor");
        return new Peer(id, host, host, new PeerIntroduction(actor, actor, new Dictionary<string, string>(), [], "{}"), PeerState.Removed, Guid.Empty, null, [], []);
    }

    private Peer Gone() => this with
    {
        State = PeerState.Removed, Following = [], Follows = [], Followers = [], Vouches = [], MayVouch = false, VouchingProposedBy = null,
    };

    private Peer Without(string catalogue, Uri? actor)
    {
        var others = Followers.Where(each => each.Catalogue != catalogue || (actor is not null && each.Actor != actor)).ToList();
        return this with { Followers = others, Follows = [.. Follows.Where(each => each != catalogue || others.Any(other => other.Catalogue == each))] };
    }

    private IEnumerable<Follower> NotEnded(string catalogue, Uri actor) => Ended.Where(each => each.Catalogue != catalogue || each.Actor != actor);

    private IEnumerable<Follower> Others(string catalogue, Uri actor) => Followers.Where(each => each.Catalogue != catalogue || each.Actor != actor);
}
