namespace Federation.Node.Delivery.Keys;

/// <summary>A key of this node: the public half and its life. All actors of the node share the key; each states it under its own URL.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Number">1, 2, …: never used twice.</param>
/// <param name="PublicKey">The public half, a Multikey.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="RetiredAt">When another took its place; nothing is signed by it since, its private half is gone.</param>
/// <param name="RevokedAt">Since when it is not to be believed, not even in what it signed before.</param>
public sealed record NodeKey(
    NodeKeyKind Kind, int Number, string PublicKey, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, DateTimeOffset? RevokedAt)
{
    /// <summary>How long a retired key is stated as good for requests: a peer that was away for its holidays has met both.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(14);

    /// <summary>What stands behind <c>#</c>: <c>ed25519-1</c>, <c>main-key</c> (what every stock server calls its key), <c>rsa-2</c>.</summary>
    public string Name => (Kind, Number) switch
    {
        (NodeKeyKind.Ed25519, _) => $"ed25519-{Number}",
        (_, 1) => "main-key",
        _ => $"rsa-{Number}",
    };

    /// <summary>True for the one that signs.</summary>
    public bool IsCurrent => RetiredAt is null && RevokedAt is null;

    /// <summary>When a retired key stops to be good for requests; null while it signs.</summary>
    public DateTimeOffset? ExpiresAt => RetiredAt + Overlap;

    /// <summary>The key's URL as an actor's own.</summary>
    public string IdOf(Uri actor) => $"{actor.AbsoluteUri}#{Name}";

    /// <summary>
    /// True when actor documents show it. Ed25519 keys for ever: what they signed is kept for years, and a revocation must be seen. RSA keys
    /// sign requests only, so they go with their overlap.
    /// </summary>
    public bool IsStated(DateTimeOffset now) => Kind == NodeKeyKind.Ed25519 || (RevokedAt is null && (ExpiresAt is not { } end || now < end));
}
