using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Inbox;

/// <summary>A request to an inbox, and what the checks have learned about it so far. A later check relies on the earlier ones.</summary>
internal sealed class Arrival(SignedRequest request, byte[] bytes, DateTimeOffset at)
{
    /// <summary>A request as its signature covers it. The configured origin, never the Host field: a proxy in front must not change what was signed.</summary>
    public static SignedRequest RequestOf(HttpContext http, Uri origin)
    {
        var fields = new Dictionary<string, string>(http.Request.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in http.Request.Headers)
        {
            fields[name] = values.Count == 1 ? values[0]! : string.Join(", ", values.ToArray()); // one value is there
        }

        return new SignedRequest(http.Request.Method, new Uri(origin, http.Request.Path.ToUriComponent() + http.Request.QueryString), fields);
    }

    public SignedRequest Request { get; } = request;

    public byte[] Bytes { get; } = bytes;

    public DateTimeOffset At { get; } = at;

    /// <summary>What the request says about its signature; set once it is known to cover enough.</summary>
    public RequestSignature? Signature { get; set; }

    /// <summary>The host that it says it comes from, for the log.</summary>
    public string ClaimedHost { get; set; } = "";

    /// <summary>The approved peer whose key it names.</summary>
    public string PeerHost { get; set; } = "";

    /// <summary>True when that peer is a node like ours, false when it is other software.</summary>
    public bool IsNode { get; set; }
}
