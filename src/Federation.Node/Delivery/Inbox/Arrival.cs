using System.Text.Json.Nodes;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Inbox;

/// <summary>What arrived, and what the checks have learned about it so far. A later check relies on the earlier ones.</summary>
internal sealed class Arrival(SignedRequest request, byte[] bytes, DateTimeOffset at)
{
    /// <summary>A request as its signature covers it. The configured origin, never the Host field: a proxy in front must not change what was signed.</summary>
    public static SignedRequest RequestOf(HttpContext http, Uri origin) => new(
        http.Request.Method, new Uri(origin, http.Request.Path.ToUriComponent() + http.Request.QueryString),
        http.Request.Headers.ToDictionary(field => field.Key.ToLowerInvariant(), field => string.Join(", ", field.Value.ToArray())));

    public SignedRequest Request { get; } = request;

    public byte[] Bytes { get; } = bytes;

    public DateTimeOffset At { get; } = at;

    /// <summary>What the request says about its signature; set once it is known to cover enough.</summary>
    public SignatureInput? Signature { get; set; }

    /// <summary>The approved peer whose key it names.</summary>
    public string PeerHost { get; set; } = "";

    /// <summary>The activity; set once it is known to have one meaning.</summary>
    public JsonObject Activity { get; set; } = [];

    public string Id { get; set; } = "";

    public Uri? Actor { get; set; }
}
