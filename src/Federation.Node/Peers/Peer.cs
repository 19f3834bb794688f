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
}

/// <summary>A catalogue of the peer's that we follow or asked to.</summary>
/// <param name="Catalogue">Its name.</param>
/// <param name="FollowId">Our newest Follow.</param>
/// <param name="IsAccepted">True once the peer accepted.</param>
public sealed record Following(string Catalogue, string FollowId, bool IsAccepted);

/// <summary>Another node as this one knows it.</summary>
public sealed record Peer(
    Guid Id, string Host, string Name, PeerIntroduction Introduction, PeerState State, Guid ProposedBy, Guid? ApprovedBy,
    IReadOnlyList<Following> Following, IReadOnlyList<string> Follows)
{
    /// <summary>The stream of a host: one for each, so two proposals of one host meet.</summary>
    public static Guid IdOf(string host) => new(SHA256.HashData(Encoding.UTF8.GetBytes("peer " + host.ToLowerInvariant())).AsSpan(0, 16));

    /// <summary>The first proposal.</summary>
    public static Peer Create(PeerProposed proposed) => new(
        proposed.PeerId, proposed.Host, proposed.Name, proposed.Introduction, PeerState.Proposed, proposed.By, null, [], []);

    /// <summary>Proposed again after a removal.</summary>
    public Peer Apply(PeerProposed proposed) => Create(proposed);

    /// <summary>Two people agreed.</summary>
    public Peer Apply(PeerApproved approved) => this with { State = PeerState.Approved, ApprovedBy = approved.By };

    /// <summary>No longer a peer.</summary>
    public Peer Apply(PeerRemoved _) => this with { State = PeerState.Removed, Following = [], Follows = [] };

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
            .. answered.IsAccepted ? new[] { new Following(answered.Catalogue, answered.FollowId, true) } : [],
        ],
    };

    /// <summary>It follows us.</summary>
    public Peer Apply(FollowerAccepted accepted) => this with { Follows = [.. Follows.Append(accepted.Catalogue).Distinct()] };

    /// <summary>It stopped.</summary>
    public Peer Apply(FollowerLeft left) => this with { Follows = [.. Follows.Where(each => each != left.Catalogue)] };
}
