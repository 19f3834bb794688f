namespace Federation.Node.Peers;

/// <summary>What a node said about itself when it was asked: kept whole, and the parts that are relied on.</summary>
/// <param name="Actor">Its node actor.</param>
/// <param name="Inbox">Its shared inbox.</param>
/// <param name="Keys">Public keys (Multikey) by URL, of the node and of its catalogues.</param>
/// <param name="Catalogues">Its catalogue actors.</param>
/// <param name="Document">The actor document as fetched, JSON.</param>
public sealed record PeerIntroduction(
    Uri Actor, Uri Inbox, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<Uri> Catalogues, string Document);

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

/// <summary>The peer follows a catalogue of ours.</summary>
public sealed record FollowerAccepted(Guid PeerId, string Catalogue, string FollowId, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follower-accepted.v1";
}

/// <summary>The peer stopped following a catalogue of ours.</summary>
public sealed record FollowerLeft(Guid PeerId, string Catalogue, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "peer.follower-left.v1";
}
