using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Inbox;

/// <summary>What an activity says, as a number: its canonical form without proofs, so that one that was signed again is known, not changed.</summary>
internal static class ActivityHash
{
    private const string Proof = "proof";

    /// <summary>SHA-256. The activity is the same afterwards, but for the order of its members.</summary>
    public static byte[] Of(JsonObject activity)
    {
        var taken = new List<(JsonObject Document, JsonNode? Proof)>();
        Take(activity, taken);
        try
        {
            return SHA256.HashData(CanonicalJson.Bytes(activity));
        }
        finally
        {
            foreach (var (document, proof) in taken)
            {
                document[Proof] = proof;
            }
        }
    }

    private static void Take(JsonNode? node, List<(JsonObject, JsonNode?)> taken)
    {
        switch (node)
        {
            case JsonObject document:
                if (document.TryGetPropertyValue(Proof, out var proof))
                {
                    document.Remove(Proof);
                    taken.Add((document, proof));
                }

                foreach (var (_, part) in document)
                {
                    Take(part, taken);
                }

                break;
            case JsonArray list:
                foreach (var part in list)
                {
                    Take(part, taken);
                }

                break;
        }
    }
}
