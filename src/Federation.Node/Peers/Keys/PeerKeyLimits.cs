namespace Federation.Node.Peers.Keys;

/// <summary>The numbers of peers' keys, with their reasons.</summary>
internal static class PeerKeyLimits
{
    /// <summary>One new look at a key in so long: enough for a rotation, useless for making us knock.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>After so long a key is read again before it is believed, should an announcement of its revocation have been lost.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(24);

    /// <summary>Characters of a key's URL: real ones have 60.</summary>
    public const int MaxKeyIdLength = 512;
}
