using System.Text.Json.Nodes;
using Federation.Node.Delivery.Receipts;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;

namespace Federation.Node.Delivery.Inbox;

/// <summary>What is checked about each activity of a request that <see cref="RequestChecks"/> let through: shape, owner, proof.</summary>
internal sealed class ActivityChecks(PeerMemory peers, NodeOptions options)
{
    /// <summary>The activity ready to be stored, or the first reason to refuse it.</summary>
    /// <param name="body">Its bytes, to be stored.</param>
    public async ValueTask<(CheckedActivity? Activity, InboxRefusals? Refusal)> Check(
        JsonObject activity, byte[] body, Arrival arrival, CancellationToken cancel)
    {
        var id = ActivityShape.Id(activity);
        var actor = ActivityShape.Actor(activity);
        if (InboxRules.HostOf(id) is null || InboxRules.HostOf(actor) is null
            || id!.Length > InboxLimits.MaxUrlLength || actor!.Length > InboxLimits.MaxUrlLength // they have hosts
            || id.Any(char.IsControl) || actor.Any(char.IsControl)) // PostgreSQL keeps no NUL: one would fail all that are stored in the same commit
        {
            return (null, new InboxRefusals.WrongShape("An activity has an id and an actor, both absolute URLs."));
        }

        if (activity["type"] is null)
        {
            return (null, new InboxRefusals.WrongShape("An activity has a type."));
        }

        if (InboxRules.RefuteOwner(activity, arrival.PeerHost) is { } notOwn)
        {
            return (null, new InboxRefusals.WrongOwner(notOwn));
        }

        var others = NamedHosts.Of(activity, arrival.PeerHost).Where(host => host != options.Origin.Authority).ToList();
        if (await peers.FirstBlocked(others, cancel) is { } blocked)
        {
            return (null, new InboxRefusals.SpeaksForBlocked(blocked));
        }

        if (await RefuteProof(activity, actor, arrival, cancel) is { } unproven)
        {
            return (null, new InboxRefusals.WrongProof(unproven));
        }

        var hash = ActivityHash.Of(activity);
        var isAnswered = arrival.IsNode && !ReceiptWire.IsOne(activity);
        return (new CheckedActivity(CheckedActivity.KeyOf(id), hash, id, arrival.PeerHost, actor, body, arrival.At, isAnswered), null);
    }

    // A node of ours proves what it says. Of other software the request's signature counts, but a proof that is there has to hold.
    private async ValueTask<string?> RefuteProof(JsonObject activity, string actor, Arrival arrival, CancellationToken cancel)
    {
        if (!arrival.IsNode && activity["proof"] is null)
        {
            return null;
        }

        var method = ObjectProof.VerificationMethod(activity);
        return method?.StartsWith(actor + "#", StringComparison.Ordinal) != true
                ? $"The activity carries no {ObjectProof.Cryptosuite} proof by its actor's own key."
            : await peers.Key(method, KeyPurpose.Proof, cancel) is not Ed25519PublicKey key ? $"The key {method} is not one of this peer's."
            : ObjectProof.Refute(activity, key);
    }
}
