namespace Federation.Node.Peers;

/// <summary>What a node said about itself when it was asked: kept whole, and the parts that are relied on.</summary>
/// <param name="Actor">Its node actor.</param>
/// <param name="Inbox">Its shared inbox.</param>
/// <param name="Keys">Public keys (Multikey) by URL, of the node and of its catalogues.</param>
/// <param name="Catalogues">Its catalogue actors.</param>
/// <param name="Document">The actor document as fetched, JSON.</param>
/// <param name="IsNode">True for a node of our kind: its NodeInfo says <c>federation</c>. False for a stranger, like a Mastodon server.</param>
/// <param name="BatchInbox">Where a node takes several activities at once; null when it does not.</param>
public sealed record PeerIntroduction(
    Uri Actor, Uri Inbox, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<Uri> Catalogues, string Document, bool IsNode = true,
    Uri? BatchInbox = null);

/// <summary>An administrator wants the host as a peer; somebody else must agree.</summary>
public sealed record PeerProposed(Guid PeerId, string Host, string Name, PeerIntroduction Introduction, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.proposed.v1";
}

/// <summary>Another person agreed: the host is a peer.</summary>
public sealed record PeerApproved(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.approved.v1";
}

/// <summary>The host is no longer a peer, or the proposal was dropped.</summary>
public sealed record PeerRemoved(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.removed.v1";
}

/// <summary>The peer introduced itself again, because it used a key we did not know.</summary>
public sealed record PeerIntroducedAgain(Guid PeerId, PeerIntroduction Introduction, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.introduced-again.v1";
}

/// <summary>We asked to follow a catalogue of the peer.</summary>
public sealed record FollowSent(Guid PeerId, string Catalogue, string FollowId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follow-sent.v1";
}

/// <summary>The peer answered our follow.</summary>
public sealed record FollowAnswered(Guid PeerId, string Catalogue, string FollowId, bool IsAccepted, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follow-answered.v1";
}

/// <summary>Somebody here stopped following a catalogue of the peer. What was taken of it is kept.</summary>
public sealed record FollowUndone(Guid PeerId, string Catalogue, string FollowId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follow-undone.v1";
}

/// <summary>The peer follows a catalogue of ours.</summary>
/// <remarks>The actor is null in what was stored before strangers could follow: then it is the peer's node.</remarks>
public sealed record FollowerAccepted(Guid PeerId, string Catalogue, string FollowId, DateTimeOffset At, Uri? Actor = null)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follower-accepted.v1";
}

/// <summary>The peer stopped following a catalogue of ours.</summary>
public sealed record FollowerLeft(Guid PeerId, string Catalogue, DateTimeOffset At, Uri? Actor = null)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follower-left.v1";
}

/// <summary>Somebody here ended an actor's follow of a catalogue of ours; it may not follow it again until somebody allows it.</summary>
public sealed record FollowerEnded(Guid PeerId, string Catalogue, Uri Actor, string? FollowId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follower-ended.v1";
}

/// <summary>An actor whose follow was ended may follow the catalogue again, if it asks.</summary>
public sealed record FollowerAllowed(Guid PeerId, string Catalogue, Uri Actor, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follower-allowed.v1";
}

/// <summary>An administrator wants nothing to do with the host, known or not: it is refused in everything, through others too.</summary>
public sealed record PeerBlocked(Guid PeerId, string Host, string Reason, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.blocked.v1";
}

/// <summary>Somebody wants the block lifted; somebody else must agree.</summary>
public sealed record PeerUnblockProposed(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.unblock-proposed.v1";
}

/// <summary>Another person agreed: the host is what it was before the block.</summary>
public sealed record PeerUnblocked(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.unblocked.v1";
}

/// <summary>An administrator wants the peer, a federation, to vouch for its affiliates here; somebody else must agree.</summary>
public sealed record VouchingProposed(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.vouching-proposed.v1";
}

/// <summary>Another person agreed: whom the peer vouches for is a peer.</summary>
public sealed record VouchingApproved(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.vouching-approved.v1";
}

/// <summary>The peer's word makes nobody a peer any more.</summary>
public sealed record VouchingEnded(Guid PeerId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.vouching-ended.v1";
}

/// <summary>A federation that is trusted to vouch says, signed, that the host is its affiliate until a date.</summary>
public sealed record PeerVouchedFor(
    Guid PeerId, string Host, string Name, PeerIntroduction Introduction, string Credential, string Issuer, DateTimeOffset Until, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.vouched-for.v1";
}

/// <summary>A credential that a peer rested on was revoked, or its time is over.</summary>
public sealed record PeerVouchEnded(Guid PeerId, string Credential, string Why, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.vouch-ended.v1";
}
