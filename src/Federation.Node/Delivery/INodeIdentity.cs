using System.Text.Json.Nodes;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery;

/// <summary>
/// Who this node is to other nodes: an Ed25519 and an RSA key, made at the first start, that sign for the node and for its catalogues; each
/// actor states them under URLs of its own. They may be replaced (<see cref="Keys.INodeKeys"/>): ask each time, keep nothing.
/// </summary>
public interface INodeIdentity
{
    /// <summary>The node's actor, <c>{origin}/actor</c>.</summary>
    Uri Actor { get; }

    /// <summary>URL of the Ed25519 key that signs, as the node's own, like <c>{origin}/actor#ed25519-1</c>.</summary>
    string KeyId { get; }

    /// <summary>The public half of the Ed25519 key that signs.</summary>
    Ed25519PublicKey PublicKey { get; }

    /// <summary>A public key of ours by its URL, retired ones included; null when there is none, or it is revoked.</summary>
    VerificationKey? FindOwn(string keyId);

    /// <summary>
    /// A copy of the document with an <c>eddsa-jcs-2022</c> proof. The proof names the key of the document's <c>actor</c> or
    /// <c>attributedTo</c> when that is a catalogue of ours, else the node's.
    /// </summary>
    JsonObject SignObject(JsonObject document);

    /// <summary>Signs a request as one of our actors.</summary>
    /// <param name="actor">The node, or the catalogue that speaks: strangers want the key of the activity's actor.</param>
    /// <param name="request">
    /// The request with the fields to cover, by lower-case name: for RFC 9421 with a body <c>content-type</c> and <c>content-digest</c>; for
    /// draft-cavage <c>date</c>, and with a body <c>digest</c> and <c>content-type</c>.
    /// </param>
    /// <param name="scheme">How.</param>
    /// <returns>The fields to add: <c>Signature</c>, and <c>Signature-Input</c> for RFC 9421.</returns>
    IReadOnlyDictionary<string, string> SignRequest(Uri actor, SignedRequest request, RequestScheme scheme);

    /// <summary>The actor of a catalogue: <c>statistics</c> -> <c>{origin}/catalogues/statistics</c>.</summary>
    Uri ActorOf(string cataloguePath);
}
