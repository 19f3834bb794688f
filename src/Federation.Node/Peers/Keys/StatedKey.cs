using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;

namespace Federation.Node.Peers.Keys;

/// <summary>A key as an actor document states it, for one purpose.</summary>
/// <param name="Id">Its URL.</param>
/// <param name="Purpose">What it may vouch for.</param>
/// <param name="Multibase">The key.</param>
/// <param name="ExpiresAt">Since when it is good for proofs only; null while it is good for all.</param>
/// <param name="RevokedAt">Since when it is good for nothing; null when it is not revoked.</param>
internal sealed record StatedKey(string Id, KeyPurpose Purpose, string Multibase, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    /// <summary>
    /// Everything an actor states. <c>expires</c> and <c>revoked</c> as in W3C Controlled Identifiers §2.2.1; a revocation whose time cannot
    /// be read counts from the beginning.
    /// </summary>
    public static IReadOnlyList<StatedKey> Of(JsonObject actor)
    {
        var methods = (actor["assertionMethod"] switch { JsonArray several => several.OfType<JsonObject>(), JsonObject one => [one], _ => [] })
            .GroupBy(method => ActivityShape.Id(method) ?? "").ToDictionary(same => same.Key, same => same.First());
        return
        [
            .. ActorKeys.ForRequests(actor).Select(key => Read(key.Key, KeyPurpose.Request, key.Value.Multibase)),
            .. ActorKeys.ForProofs(actor).Select(key => Read(key.Key, KeyPurpose.Proof, key.Value.Multibase)),
        ];

        StatedKey Read(string id, KeyPurpose purpose, string multibase)
        {
            var method = methods.GetValueOrDefault(id);
            return new StatedKey(id, purpose, multibase, Time(method, "expires"), Time(method, "revoked"));
        }
    }

    /// <summary>True when it vouches now.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && (Purpose == KeyPurpose.Proof || ExpiresAt is not { } end || now < end);

    private static DateTimeOffset? Time(JsonObject? method, string name) =>
        method?[name] is not { } node ? null
        : DateTimeOffset.TryParse(node.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : DateTimeOffset.MinValue;
}
