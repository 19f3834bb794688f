using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;

namespace Federation.Node.Peers.Affiliations;

/// <summary>The credential on the wire: an object of the federation's node actor, with an <c>eddsa-jcs-2022</c> proof by its key.</summary>
/// <param name="Id">Its URL, on the federation's host.</param>
/// <param name="Issuer">The federation's host.</param>
/// <param name="Host">The affiliate's host.</param>
/// <param name="From">First moment.</param>
/// <param name="Until">Last moment.</param>
internal sealed record AffiliationCredential(string Id, string Issuer, string Host, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Its type; never changes.</summary>
    public const string Type = "un:AffiliationCredential";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The credential before its signature.</summary>
    public static JsonObject Describe(string id, Uri issuer, string host, DateTimeOffset from, DateTimeOffset until) => new()
    {
        ["@context"] = ActivityContexts.Activity,
        ["id"] = id,
        ["type"] = new JsonArray("Object", Type),
        ["attributedTo"] = issuer.AbsoluteUri,
        ["un:affiliate"] = host,
        ["un:validFrom"] = Write(from),
        ["un:validUntil"] = Write(until),
    };

    /// <summary>What stands in its place once it is taken back.</summary>
    public static JsonObject Tombstone(string id, Uri issuer, DateTimeOffset at) => new()
    {
        ["id"] = id,
        ["type"] = "Tombstone",
        ["formerType"] = Type,
        ["attributedTo"] = issuer.AbsoluteUri,
        ["deleted"] = Write(at),
    };

    public static bool IsOne(JsonNode? node) => node is JsonObject document && ActivityShape.HasType(document, Type);

    public static bool IsTombstone(JsonNode? node) =>
        node is JsonObject document && ActivityShape.HasType(document, "Tombstone") && ActivityShape.Text(document, "formerType") == Type;

    /// <summary>Reads one; null with the reason when it is none of this issuer's.</summary>
    public static (AffiliationCredential? Credential, string? Reason) Read(JsonObject document, Uri issuer)
    {
        var id = ActivityShape.Id(document);
        return !IsOne(document) ? (null, "It is no affiliation credential.")
            : !Uri.TryCreate(id, UriKind.Absolute, out var url) || url.Authority != issuer.Authority ? (null, "The credential's id is not on its issuer's host.")
            : ActivityShape.Text(document, "attributedTo") != issuer.AbsoluteUri ? (null, "The credential is not attributed to the node that sends it.")
            : ActivityShape.Text(document, "un:affiliate") is not { } host || PeerName.HostOf(host) != host ? (null, "The credential names no affiliate by its host.")
            : Time(document, "un:validFrom") is not { } from || Time(document, "un:validUntil") is not { } until || until <= from
                ? (null, "The credential does not say from when until when it counts.")
            : (new AffiliationCredential(id!, issuer.Authority, host, from, until), null); // it has a host
    }

    /// <summary>The stored credential, signed by a key that is good: it is signed again when its own was revoked.</summary>
    public static JsonObject Served(string document, INodeIdentity identity)
    {
        var stored = JsonNode.Parse(document)!.AsObject(); // stored as an object
        return ObjectProof.VerificationMethod(stored) is { } method && identity.FindOwn(method) is not null ? stored : identity.SignObject(stored);
    }

    private static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(JsonObject document, string name) =>
        DateTimeOffset.TryParseExact(ActivityShape.Text(document, name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time : null;
}
