using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Keys;

namespace Federation.Node.Delivery.Inbox;

/// <inheritdoc cref="IPeerRequests"/>
internal sealed partial class PeerRequests(NodeOptions options, PeerMemory peers, PeerUsage usage, TimeProvider time, ILogger<PeerRequests> log) : IPeerRequests
{
    public async Task<PeerRequest> Read(HttpContext http, CancellationToken cancel)
    {
        if (await Sender(http, cancel) is not { } sender)
        {
            return new PeerRequest(null, null);
        }

        if (usage.RefuseReading(sender) is { } refusal)
        {
            ReadsTooMuch(log, sender, refusal.Reason);
            return new PeerRequest(sender, refusal.Answer(http));
        }

        usage.Count(sender, new PeerTraffic(Requests: 1));
        http.Response.OnStarting(() =>
        {
            // What is announced counts at once, not what was sent in the end: a hundred downloads that begin together are a hundred.
            usage.Count(sender, new PeerTraffic(Sent: http.Response.ContentLength ?? 0));
            return Task.CompletedTask;
        });
        return new PeerRequest(sender, null);
    }

    private async Task<string?> Sender(HttpContext http, CancellationToken cancel)
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

    [LoggerMessage(EventId = 3017, Level = LogLevel.Information, Message = "{Host} was not given what it asks for, and told when to come again: {Reason}")]
    private static partial void ReadsTooMuch(ILogger log, string host, string reason);
}
