using System.Text.Json.Nodes;

namespace Federation.Node.Delivery;

/// <summary>An activity that passed every check of the inbox.</summary>
/// <param name="Id">Its URL, on the peer's host.</param>
/// <param name="PeerHost">The approved peer it came from.</param>
/// <param name="Actor">Who says it: the peer's node or one of its catalogues.</param>
/// <param name="Body">The activity, proof included.</param>
/// <param name="Bytes">The body exactly as received.</param>
/// <param name="ReceivedAt">When.</param>
public sealed record ReceivedActivity(string Id, string PeerHost, Uri Actor, JsonObject Body, byte[] Bytes, DateTimeOffset ReceivedAt);
