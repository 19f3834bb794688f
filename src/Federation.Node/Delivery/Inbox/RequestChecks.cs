using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Everything that is checked about a request before its body is read for what it says: cheap before dear, and nothing is fetched for, or
/// looked up about, a host that is no approved peer. Size is checked while reading, before this list; then come <see cref="ActivityChecks"/>.
/// </summary>
internal sealed class RequestChecks(PeerMemory peers, PeerUsage usage, KnockTable knocks)
{
    /// <summary>Size up to which the body of an unknown host is looked at, to tell a farewell from a knock.</summary>
    private const int LongestFarewell = 16 * 1024;

    /// <summary>
    /// The first reason to refuse; null when there is none. An arrival without a peer that is not refused is dropped: it says farewell.
    /// </summary>
    public async ValueTask<InboxRefusals?> FirstRefusal(Arrival arrival, CancellationToken cancel)
    {
        if ((MediaType(arrival) ?? (Coverage(arrival) as InboxRefusals) ?? Digest(arrival)) is { } unfit)
        {
            return unfit;
        }

        var signature = arrival.Signature!; // Coverage set it
        if (InboxRules.HostOf(signature.KeyId) is not { } host)
        {
            return new InboxRefusals.NotSigned("The signature names no key by URL (keyid).");
        }

        arrival.ClaimedHost = host;
        var standing = await peers.StandingOf(host, cancel);
        if (standing == PeerStanding.Blocked)
        {
            return new InboxRefusals.Blocked();
        }

        if (standing == PeerStanding.Unknown)
        {
            return await TurnAway(arrival, host, cancel);
        }

        arrival.PeerHost = host;
        arrival.IsNode = standing == PeerStanding.Node;
        if ((usage.RefuseDelivery(host, arrival.Bytes.Length) ?? (Clock(arrival) as InboxRefusals)) is { } refusal)
        {
            return refusal;
        }

        if (await Signature(arrival, cancel) is { } unsigned)
        {
            return unsigned;
        }

        usage.Count(host, new PeerTraffic(Requests: 1, Received: arrival.Bytes.Length)); // only now: nobody uses up another's allowance
        return null;
    }

    // ActivityPub §7: both media types; the second with the profile of ActivityStreams.
    private static InboxRefusals? MediaType(Arrival arrival) =>
        !InboxRules.IsActivity(arrival.Request.Fields.GetValueOrDefault("content-type")) ? new InboxRefusals.WrongMediaType()
        : arrival.Request.Fields.GetValueOrDefault("content-encoding") is { Length: > 0 } and not "identity" ? new InboxRefusals.Compressed()
        : null;

    private static InboxRefusals.NotSigned? Coverage(Arrival arrival)
    {
        var (signature, reason) = RequestSignature.Read(arrival.Request, hasBody: true);
        arrival.Signature = signature;
        return reason is null ? null : new InboxRefusals.NotSigned(reason);
    }

    private static InboxRefusals.WrongDigest? Digest(Arrival arrival)
    {
        var isLegacy = arrival.Signature!.IsLegacy; // Coverage set it
        var field = arrival.Request.Fields.GetValueOrDefault(isLegacy ? "digest" : "content-digest");
        var why = field is null ? "The digest that the signature covers is missing."
            : isLegacy ? LegacyDigest.Refute(field, arrival.Bytes)
            : ContentDigest.Refute(field, arrival.Bytes);
        return why is null ? null : new InboxRefusals.WrongDigest(why);
    }

    private async ValueTask<InboxRefusals?> TurnAway(Arrival arrival, string host, CancellationToken cancel)
    {
        if (arrival.Bytes.Length <= LongestFarewell && StrictJson.ReadObject(arrival.Bytes) is { IsRead: true } read && InboxRules.IsFarewell(read.Document))
        {
            return null;
        }

        await knocks.Note(host, arrival.At, cancel);
        return new InboxRefusals.NotApproved();
    }

    private static InboxRefusals.WrongClock? Clock(Arrival arrival) =>
        InboxRules.IsTimely(arrival.Signature!, arrival.At) ? null : new InboxRefusals.WrongClock(); // Coverage set the signature

    private async ValueTask<InboxRefusals?> Signature(Arrival arrival, CancellationToken cancel)
    {
        var signature = arrival.Signature!; // Coverage set it
        if (await peers.Key(signature.KeyId, KeyPurpose.Request, cancel) is not { } key)
        {
            return new InboxRefusals.NotSigned($"The key {signature.KeyId} is not one of this peer's.");
        }

        if (arrival.IsNode && (signature.IsLegacy || key is not Ed25519PublicKey))
        {
            return new InboxRefusals.NotSigned("A node signs its requests by RFC 9421 with Ed25519.");
        }

        var why = signature.Refute(key);
        if (why is not null && await peers.KeyAgain(signature.KeyId, KeyPurpose.Request, cancel) is { } renewed)
        {
            why = signature.Refute(renewed); // some servers change a key and keep its name
        }

        return why is null ? null : new InboxRefusals.NotSigned(why);
    }
}
