using System.Text.Json.Nodes;
using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;
using Marten;

namespace Federation.Node.Delivery;

/// <summary>Signs for the node and its catalogues by the keys of the table, which it reads anew every few seconds.</summary>
internal sealed class NodeIdentity(NodeOptions options, NodeKeyTable table, TimeProvider time) : INodeIdentity, INodeKeys
{
    private readonly Lock reading = new();
    private NodeKeyRing? ring; // what the table said a moment ago; never the only copy

    public Uri Actor { get; } = new(options.Origin, "/actor");

    public string KeyId => Ring.Current(NodeKeyKind.Ed25519).IdOf(Actor);

    public Ed25519PublicKey PublicKey => Ring.Ed25519.PublicKey;

    public IReadOnlyList<NodeKey> All => Ring.All;

    private NodeKeyRing Ring
    {
        get
        {
            lock (reading)
            {
                return ring = ring?.IsFresh(time.GetUtcNow()) == true ? ring : table.Read();
            }
        }
    }

    public Uri ActorOf(string cataloguePath) => new(options.Origin, "/catalogues/" + cataloguePath);

    public VerificationKey? FindOwn(string keyId)
    {
        var (actor, name) = keyId.Split('#') is [var before, var after] ? (before, after) : ("", "");
        return (actor == Actor.AbsoluteUri || IsCatalogue(actor))
            && Ring.All.FirstOrDefault(key => key.Name == name && key.RevokedAt is null) is { } found
            && VerificationKey.TryRead(found.PublicKey, out var key) ? key : null;
    }

    public JsonObject SignObject(JsonObject document)
    {
        var author = ActivityShape.Actor(document) ?? ActivityShape.Text(document, "attributedTo");
        var now = Ring;
        var key = now.Current(NodeKeyKind.Ed25519);
        return ObjectProof.Sign(document, key.IdOf(IsCatalogue(author) ? new Uri(author!) : Actor), now.Ed25519, time.GetUtcNow()); // a catalogue is an author
    }

    public IReadOnlyDictionary<string, string> SignRequest(Uri actor, SignedRequest request, RequestScheme scheme)
    {
        var now = Ring;
        var hasBody = request.Fields.ContainsKey("content-type");
        if (scheme == RequestScheme.CavageRsa)
        {
            return new Dictionary<string, string>
            {
                [CavageSignature.FieldName] = CavageSignature.Sign(
                    request, hasBody ? CavageSignature.WithBody : CavageSignature.WithoutBody, now.Current(NodeKeyKind.Rsa).IdOf(actor), now.Rsa),
            };
        }

        SigningKey key = scheme == RequestScheme.Rsa ? now.Rsa : now.Ed25519;
        var keyId = now.Current(scheme == RequestScheme.Rsa ? NodeKeyKind.Rsa : NodeKeyKind.Ed25519).IdOf(actor);
        var (input, signature) = MessageSignature.Sign(
            request, hasBody ? MessageSignature.WithBody : MessageSignature.WithoutBody, keyId, key, time.GetUtcNow());
        return new Dictionary<string, string> { [MessageSignature.InputFieldName] = input, [MessageSignature.FieldName] = signature };
    }

    /// <summary>Signs a request to a peer as the node (RFC 9421), covering what the caller says.</summary>
    public (string Input, string Signature) SignRequest(SignedRequest request, IReadOnlyList<string> components)
    {
        var now = Ring;
        return MessageSignature.Sign(request, components, now.Current(NodeKeyKind.Ed25519).IdOf(Actor), now.Ed25519, time.GetUtcNow());
    }

    public IReadOnlyList<NodeKey> Rotate(IDocumentSession session, IReadOnlyList<NodeKey> keys, NodeKeyKind kind, DateTimeOffset at)
    {
        var current = keys.Single(key => key.Kind == kind && key.IsCurrent);
        var next = table.Succeed(session, current, at);
        return [.. keys.Select(key => key == current ? key with { RetiredAt = at } : key), next];
    }

    public IReadOnlyList<NodeKey> Revoke(IDocumentSession session, IReadOnlyList<NodeKey> keys, NodeKey key, DateTimeOffset at)
    {
        NodeKeyTable.Revoke(session, key, at);
        return [.. keys.Select(each => each == key ? each with { RevokedAt = at } : each)];
    }

    public void Reload()
    {
        lock (reading)
        {
            ring = null;
        }
    }

    private bool IsCatalogue(string? actor) => actor?.StartsWith(ActorOf("").AbsoluteUri, StringComparison.Ordinal) == true;
}
