using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Inbox;

/// <inheritdoc cref="IPeerRequests"/>
internal sealed class PeerRequests(NodeOptions options, PeerMemory peers, TimeProvider time) : IPeerRequests
{
    public async Task<string?> Sender(HttpContext http, CancellationToken cancel)
    {
        var (signature, _) = RequestSignature.Read(Arrival.RequestOf(http, options.Origin), hasBody: false);
        return signature is not null
            && InboxRules.HostOf(signature.KeyId) is { } host
            && InboxRules.IsTimely(signature, time.GetUtcNow())
            && await peers.Accepts(host, cancel)
            && await peers.Key(signature.KeyId, KeyPurpose.Request, cancel) is { } key
            && signature.Refute(key) is null
                ? host
                : null;
    }
}
