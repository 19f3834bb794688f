using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Inbox;

/// <inheritdoc cref="IPeerRequests"/>
internal sealed class PeerRequests(NodeOptions options, IPeerPolicy policy, IPeerKeys keys, TimeProvider time) : IPeerRequests
{
    public async Task<string?> Sender(HttpContext http, CancellationToken cancel)
    {
        var request = Arrival.RequestOf(http, options.Origin);
        return MessageSignature.Read(request) is { KeyId: { } keyId } input
            && !MessageSignature.WithoutBody.Except(input.Components).Any()
            && InboxRules.HostOf(keyId) is { } host
            && InboxRules.IsTimely(input, time.GetUtcNow())
            && await policy.Accepts(host, cancel)
            && await keys.Find(keyId, cancel) is { } key
            && MessageSignature.Refute(request, input, key) is null
                ? host
                : null;
    }
}
