namespace Federation.Node.Peers;

/// <summary>A peer as other rooms see it.</summary>
/// <param name="Host"><c>host</c> or <c>host:port</c>.</param>
/// <param name="Name">What people here call it.</param>
/// <param name="Actor">Its node actor.</param>
/// <param name="IsApproved">False while it is only proposed.</param>
public sealed record PeerCard(string Host, string Name, Uri Actor, bool IsApproved);
