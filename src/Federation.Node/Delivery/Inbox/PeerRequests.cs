using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Keys;

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
            && await peers.StandingOf(host, cancel) is var standing and (PeerStanding.Node or PeerStanding.Stranger)
            && await peers.Key(signature.KeyId, KeyPurpose.Request, cancel) is { } key
            && (standing == PeerStanding.Stranger || IsOurs(signature, key))
            && await IsBy(signature, key, cancel)
                ? host
                : null;
    }

    // A node signs by RFC 9421 with Ed25519, strangers as they can: the same as in the inbox.
    private static bool IsOurs(RequestSignature signature, VerificationKey key) => !signature.IsLegacy && key is Ed25519PublicKey;

    private async Task<bool> IsBy(RequestSignature signature, VerificationKey key, CancellationToken cancel) =>
        signature.Refute(key) is null
        || (await peers.KeyAgain(signature.KeyId, KeyPurpose.Request, cancel) is { } renewed && signature.Refute(renewed) is null); // some change a key and keep its name
}
