using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Everything that is checked before an activity is believed: cheap before dear, and nothing is fetched for, or looked up about, a host
/// that is no approved peer. Size is checked while reading, before this list; replay after it, in <see cref="InboxEndpoint"/>.
/// </summary>
internal sealed class InboxChecks(IPeerPolicy policy, IPeerKeys keys, KnockTable knocks)
{
    private static readonly string[] MustCover = ["@method", "@target-uri", "content-digest"];

    private delegate Task<InboxRefusals?> Check(Arrival arrival, CancellationToken cancel);

    private IReadOnlyList<Check> InOrder =>
    [
        Now(MediaType),
        Now(Digest),
        Now(Coverage),
        PeerIsApproved,
        Now(Clock),
        Signature,
        Now(OneMeaning),
        Now(Shape),
        Now(Owner),
        Proof,
    ];

    /// <summary>The first reason to refuse; null when there is none.</summary>
    public async Task<InboxRefusals?> FirstRefusal(Arrival arrival, CancellationToken cancel)
    {
        foreach (var check in InOrder)
        {
            if (await check(arrival, cancel) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Check Now(Func<Arrival, InboxRefusals?> check) => (arrival, _) => Task.FromResult(check(arrival));

    // ActivityPub §7: both media types; the second with the profile of ActivityStreams.
    private static InboxRefusals? MediaType(Arrival arrival) =>
        InboxRules.IsActivity(arrival.Request.Fields.GetValueOrDefault("content-type")) ? null : new InboxRefusals.WrongMediaType();

    private static InboxRefusals? Digest(Arrival arrival)
    {
        var field = arrival.Request.Fields.GetValueOrDefault("content-digest");
        var why = field is null ? "The Content-Digest field is missing (RFC 9530)." : ContentDigest.Refute(field, arrival.Bytes);
        return why is null ? null : new InboxRefusals.WrongDigest(why);
    }

    private static InboxRefusals? Coverage(Arrival arrival)
    {
        if (MessageSignature.Read(arrival.Request) is not { } input)
        {
            return new InboxRefusals.NotSigned("The request is not signed in a way that is understood (RFC 9421).");
        }

        arrival.Signature = input;
        return MustCover.Except(input.Components).FirstOrDefault() is { } missing
            ? new InboxRefusals.NotSigned($"The signature does not cover {missing}.")
            : input.Created is null ? new InboxRefusals.NotSigned("The signature does not say when it was made (created).")
            : InboxRules.HostOf(input.KeyId) is not { } host ? new InboxRefusals.NotSigned("The signature names no key by URL (keyid).")
            : Remember(arrival, host);
    }

    private static InboxRefusals? Remember(Arrival arrival, string host)
    {
        arrival.PeerHost = host;
        return null;
    }

    private async Task<InboxRefusals?> PeerIsApproved(Arrival arrival, CancellationToken cancel)
    {
        if (await policy.Accepts(arrival.PeerHost, cancel))
        {
            return null;
        }

        await knocks.Note(arrival.PeerHost, arrival.At, cancel);
        return new InboxRefusals.NotApproved();
    }

    private static InboxRefusals? Clock(Arrival arrival) =>
        InboxRules.IsTimely(arrival.Signature!, arrival.At) ? null : new InboxRefusals.WrongClock(); // Coverage set the signature

    private async Task<InboxRefusals?> Signature(Arrival arrival, CancellationToken cancel)
    {
        var input = arrival.Signature!; // Coverage set it, and its key id
        var why = await keys.Find(input.KeyId!, cancel) is { } key
            ? MessageSignature.Refute(arrival.Request, input, key)
            : $"The key {input.KeyId} is not one of this peer's.";
        return why is null ? null : new InboxRefusals.NotSigned(why);
    }

    private static InboxRefusals? OneMeaning(Arrival arrival)
    {
        var read = StrictJson.ReadObject(arrival.Bytes);
        if (!read.IsRead)
        {
            return new InboxRefusals.NotJson(read.Reason);
        }

        arrival.Activity = read.Document;
        return null;
    }

    private static InboxRefusals? Shape(Arrival arrival)
    {
        var id = ActivityShape.Id(arrival.Activity);
        if (InboxRules.HostOf(id) is null || !Uri.TryCreate(ActivityShape.Actor(arrival.Activity), UriKind.Absolute, out var actor))
        {
            return new InboxRefusals.WrongShape("An activity has an id and an actor, both absolute URLs.");
        }

        arrival.Id = id!; // it has a host
        arrival.Actor = actor;
        return arrival.Activity["type"] is null ? new InboxRefusals.WrongShape("An activity has a type.") : null;
    }

    private static InboxRefusals? Owner(Arrival arrival) =>
        InboxRules.RefuteOwner(arrival.Activity, arrival.PeerHost) is { } why ? new InboxRefusals.WrongOwner(why) : null;

    private async Task<InboxRefusals?> Proof(Arrival arrival, CancellationToken cancel)
    {
        var method = ObjectProof.VerificationMethod(arrival.Activity);
        if (method?.StartsWith(arrival.Actor!.AbsoluteUri + "#", StringComparison.Ordinal) != true) // Shape set the actor
        {
            return new InboxRefusals.WrongProof($"The activity carries no {ObjectProof.Cryptosuite} proof by its actor's own key.");
        }

        var why = await keys.Find(method, cancel) is { } key
            ? ObjectProof.Refute(arrival.Activity, key)
            : $"The key {method} is not one of this peer's.";
        return why is null ? null : new InboxRefusals.WrongProof(why);
    }
}
