using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Delivery.Inbox;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.Node.Delivery.Outbox;

/// <summary>What is signed again when a key goes: an activity, and the documents of ours that it carries.</summary>
internal static class ProofRules
{
    /// <summary>The body with new proofs in place of those by the key, and the documents within that got one; null when there are none. Checksums of a document within go with its proof.</summary>
    /// <param name="body">The activity.</param>
    /// <param name="host">Ours: others' documents within keep their proofs.</param>
    /// <param name="keyName">Name of the key that goes.</param>
    /// <param name="sign">Signs a copy, by the key that signs now.</param>
    public static RenewedActivity? Renew(byte[] body, string host, string keyName, Func<JsonObject, JsonObject> sign)
    {
        var activity = JsonNode.Parse(body)!.AsObject(); // the outbox holds objects
        var digests = new List<(string Before, string After)>();
        var documents = new List<JsonObject>();
        var isChanged = false;
        foreach (var part in Parts(activity))
        {
            isChanged |= RenewWithin(part);
        }

        if (!isChanged && !IsBy(activity))
        {
            return null;
        }

        var text = digests.Aggregate(new StringBuilder(activity.ToJsonString()), (all, digest) => all.Replace(digest.Before, digest.After)).ToString();
        return new RenewedActivity(CanonicalJson.Bytes(sign(JsonNode.Parse(text)!.AsObject())), documents); // it was one before

        // Innermost first: a proof covers the proofs within.
        bool RenewWithin(JsonNode? node)
        {
            var document = node as JsonObject;
            var isOurs = document is not null && InboxRules.HostOf(ObjectProof.VerificationMethod(document)) == host;
            var before = isOurs ? CanonicalJson.Sha256(document!) : ""; // ours, so it is one
            var changed = false;
            foreach (var part in Parts(node))
            {
                changed |= RenewWithin(part);
            }

            if (isOurs && (changed || IsBy(document!)))
            {
                document!["proof"] = sign(document)["proof"]!.DeepClone(); // signing adds it
                digests.Add((before, CanonicalJson.Sha256(document)));
                documents.Add(document.DeepClone().AsObject());
                return true;
            }

            return changed;
        }

        bool IsBy(JsonObject document) =>
            ObjectProof.VerificationMethod(document) is { } method && InboxRules.HostOf(method) == host && method.EndsWith("#" + keyName, StringComparison.Ordinal);
    }

    private static List<JsonNode?> Parts(JsonNode? node) => node switch
    {
        JsonObject document => [.. document.Where(member => member.Key != "proof").Select(member => member.Value)],
        JsonArray list => [.. list],
        _ => [],
    };
}

/// <summary>An activity that was signed again.</summary>
/// <param name="Body">Its canonical form.</param>
/// <param name="Documents">The documents of ours within that were signed again.</param>
internal sealed record RenewedActivity(byte[] Body, IReadOnlyList<JsonObject> Documents);
