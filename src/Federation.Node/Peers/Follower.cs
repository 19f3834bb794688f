namespace Federation.Node.Peers;

/// <summary>An actor of the peer that follows a catalogue of ours. A node has one; on a stranger's host there may be several.</summary>
/// <param name="Catalogue">The catalogue's name.</param>
/// <param name="Actor">Who follows.</param>
/// <param name="FollowId">Its newest Follow.</param>
public sealed record Follower(string Catalogue, Uri Actor, string FollowId);
