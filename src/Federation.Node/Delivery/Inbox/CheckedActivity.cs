using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Delivery.Inbox;

/// <summary>An activity that passed every check and is to be stored.</summary>
/// <param name="Key">What it is stored once by: see <see cref="KeyOf"/>.</param>
/// <param name="Hash">See <see cref="ActivityHash"/>: the same id with another hash is another activity.</param>
/// <param name="Id">Its URL.</param>
/// <param name="PeerHost">The peer it came from.</param>
/// <param name="Actor">Who says it; with the peer, the stream it is applied in.</param>
/// <param name="Body">The body as received.</param>
/// <param name="At">When.</param>
/// <param name="IsAnswered">True when its sender is to get a receipt.</param>
internal sealed record CheckedActivity(
    byte[] Key, byte[] Hash, string Id, string PeerHost, string Actor, byte[] Body, DateTimeOffset At, bool IsAnswered)
{
    /// <summary>Bytes of a key. Half of SHA-256: collisions are out of reach, and a year of ids stays small.</summary>
    public const int KeyBytes = 16;

    /// <summary>The key of an id.</summary>
    public static byte[] KeyOf(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[..KeyBytes];
}
