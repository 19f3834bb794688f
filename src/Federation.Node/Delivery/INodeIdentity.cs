using System.Text.Json.Nodes;
using Federation.Protocol.Proofs;

namespace Federation.Node.Delivery;

/// <summary>Who this node is to other nodes: one Ed25519 key, made at the first start, that signs for the node and for its catalogues.</summary>
public interface INodeIdentity
{
    /// <summary>The node's actor, <c>{origin}/actor</c>.</summary>
    Uri Actor { get; }

    /// <summary>URL of the key as the node's own, <c>{origin}/actor#ed25519-1</c>.</summary>
    string KeyId { get; }

    /// <summary>The public half. Catalogue actors publish the same key material under their own key id.</summary>
    Ed25519PublicKey PublicKey { get; }

    /// <summary>
    /// A copy of the document with an <c>eddsa-jcs-2022</c> proof. The proof names the key of the document's <c>actor</c> or
    /// <c>attributedTo</c> when that is a catalogue of ours, else the node's.
    /// </summary>
    JsonObject SignObject(JsonObject document);

    /// <summary>The actor of a catalogue: <c>statistics</c> -> <c>{origin}/catalogues/statistics</c>.</summary>
    Uri ActorOf(string cataloguePath);
}
