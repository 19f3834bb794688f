using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.Node.Delivery;

/// <summary>A signed document that is kept here, and the one that comes under the same id: what it says counts, not who signed it when.</summary>
public static class SignedCopy
{
    /// <summary>How a document stands to the one that is kept.</summary>
    /// <param name="kept">The one that is kept, canonical JSON.</param>
    /// <param name="come">The one that came; its proof held.</param>
    /// <param name="keys">The keys of peers.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<CopyVerdict> Compare(string kept, JsonObject come, IPeerKeys keys, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var read = JsonNode.Parse(kept)!.AsObject(); // kept as an object
        return !ObjectProof.SaysTheSame(read, come) ? CopyVerdict.Changed
            : kept == Text(come) || await IsGood(read, keys, cancel) ? CopyVerdict.Same
            : CopyVerdict.SignedAgain;
    }

    /// <summary>The canonical form that is kept.</summary>
    public static string Text(JsonObject document) => Encoding.UTF8.GetString(CanonicalJson.Bytes(document));

    private static async Task<bool> IsGood(JsonObject document, IPeerKeys keys, CancellationToken cancel) =>
        ObjectProof.VerificationMethod(document) is { } method && await keys.Find(method, KeyPurpose.Proof, cancel) is not null;
}
