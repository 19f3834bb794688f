using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// What an activity says, as a number: its canonical form without proofs, so that one that was signed again is known, not changed. Where it
/// states the checksum of a signed document that it carries, that of the document without its proofs stands there.
/// </summary>
internal static class ActivityHash
{
    private const string Proof = "proof", Checksum = "checksumValue";

    /// <summary>SHA-256. The activity is the same afterwards, but for the order of its members.</summary>
    public static byte[] Of(JsonObject activity)
    {
        var (documents, checksums) = (new List<(JsonObject Document, JsonNode? Proof)>(), new List<JsonObject>());
        Look(activity, isWithin: false, documents, checksums);
        checksums.RemoveAll(_ => documents.All(each => each.Document == activity)); // of what it does not carry
        var stated = checksums.Select(each => each[Checksum]?.ToString()).ToList();
        var whole = checksums.Count > 0 ? documents.Where(each => each.Document != activity).Select(each => CanonicalJson.Sha256(each.Document)).ToList() : [];
        try
        {
            documents.ForEach(each => each.Document.Remove(Proof));
            var bare = checksums.Count > 0 ? documents.Where(each => each.Document != activity).Select(each => CanonicalJson.Sha256(each.Document)).ToList() : [];
            for (var i = 0; i < checksums.Count; i++)
            {
                if (whole.IndexOf(stated[i]!) is var carried and >= 0)
                {
                    checksums[i][Checksum] = bare[carried];
                }
            }

            return SHA256.HashData(CanonicalJson.Bytes(activity));
        }
        finally
        {
            documents.ForEach(each => each.Document[Proof] = each.Proof);
            for (var i = 0; i < checksums.Count; i++)
            {
                if (whole.Contains(stated[i]!))
                {
                    checksums[i][Checksum] = stated[i];
                }
            }
        }
    }

    // Checksums within a signed document are its author's word about other files.
    private static void Look(JsonNode? node, bool isWithin, List<(JsonObject, JsonNode?)> documents, List<JsonObject> checksums)
    {
        switch (node)
        {
            case JsonObject document:
                if (document.TryGetPropertyValue(Proof, out var proof))
                {
                    isWithin |= documents.Count > 0; // the first is the activity
                    documents.Add((document, proof));
                }

                if (!isWithin && document[Checksum] is JsonValue)
                {
                    checksums.Add(document);
                }

                foreach (var (name, part) in document)
                {
                    if (name != Proof)
                    {
                        Look(part, isWithin, documents, checksums);
                    }
                }

                break;
            case JsonArray list:
                foreach (var part in list)
                {
                    Look(part, isWithin, documents, checksums);
                }

                break;
        }
    }
}
