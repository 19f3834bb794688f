using System.Reflection;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Peers;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;
using Marten;

namespace Federation.House.Tests.Wire;

/// <summary>A node that says the same at every run: the product's own writers, a published key, a clock that stands still.</summary>
internal sealed class Author(string host, string name) : INodeIdentity, INodeKeys
{
    // The test key of W3C vc-di-eddsa, B.1: known to everybody, so that anybody can make these samples.
    private const string Seed = "c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6";

    private const string RsaPem = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsGaxBQjYjjt5UQlp1ZWe
        3liStyn3nYuo8cFEtJ/hxV5PlE/Y6vU1pez6J5uPO760eYZWvZxCOP1gT9QiZDbv
        b5GOqBPbVlbzO+MEDJsr6IdnKn3ipSET9zYcimRJmhvl3K4JHucT1HL3U7i+JLqO
        TSLERH3J4JtvLa9WM+lbf8QeMpxs8R1jp1xs+VqwZqmKeLypyFEeLCB1SdzJO8YF
        SlET5KJSX+Oykw2yPWYnJgsgWDU6FHvTwWUWsyZqLrXagDo9HOTjFK3YCjyIEE9g
        p9E0TgYf6xYvWPR47/ntUNx/yqNM5MkCaFyKvb+vMJWxPpovAidA7Wr2NTAOTplt
        HwIDAQAB
        -----END PUBLIC KEY-----
        """;

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    private static readonly Ed25519PrivateKey Key = Ed25519PrivateKey.OfSeed(Convert.FromHexString(Seed));

    private readonly NodeOptions options = new() { DataFolder = "unused", Name = name, Origin = new Uri("https://" + host) };

    public Uri Origin => options.Origin;

    public Uri Actor => new(Origin, "/actor");

    public string KeyId => Actor.AbsoluteUri + "#ed25519-1";

    public Ed25519PublicKey PublicKey => Key.PublicKey;

    public IReadOnlyList<NodeKey> All { get; } =
    [
        new(NodeKeyKind.Ed25519, 1, Key.PublicKey.Multibase, Now, null, null),
        new(NodeKeyKind.Rsa, 1, VerificationKey.TryRead(RsaPem, out var rsa) ? rsa.Multibase : "", Now, null, null),
    ];

    public ActorDocuments Documents => new(this, this, options, new StandingClock());

    public Uri ActorOf(string cataloguePath) => new(Origin, "/catalogues/" + cataloguePath);

    public JsonObject SignObject(JsonObject document)
    {
        var author = ActivityShape.Actor(document) ?? ActivityShape.Text(document, "attributedTo") ?? Actor.AbsoluteUri;
        return ObjectProof.Sign(document, author + "#ed25519-1", Key, Now);
    }

    /// <summary>The activity as it leaves this node.</summary>
    public JsonObject Say(int number, JsonObject activity, Audience audience)
    {
        activity["id"] ??= new Uri(Origin, $"/activities/019ab5d2-0000-7000-8000-{number:D12}").AbsoluteUri;
        var session = DispatchProxy.Create<IDocumentSession, Written>();
        new Activities(this, options, new StandingClock()).Publish(session, activity, audience);
        return StrictJson.ReadObject(((Written)session).Body).Document!; // Publish wrote it
    }

    public VerificationKey? FindOwn(string keyId) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, string> SignRequest(Uri actor, SignedRequest request, RequestScheme scheme) => throw new NotSupportedException();

    public IReadOnlyList<NodeKey> Rotate(IDocumentSession session, IReadOnlyList<NodeKey> keys, NodeKeyKind kind, DateTimeOffset at) => throw new NotSupportedException();

    public IReadOnlyList<NodeKey> Revoke(IDocumentSession session, IReadOnlyList<NodeKey> keys, NodeKey key, DateTimeOffset at) => throw new NotSupportedException();

    public void Reload() => throw new NotSupportedException();

    // Only the body is looked at: everything else that is queued is the outbox's own.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1852", Justification = "The proxy is made as a subtype at run time.")]
    private class Written : DispatchProxy
    {
        public byte[] Body { get; private set; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Body = args?.OfType<object[]>().SelectMany(values => values).OfType<byte[]>().FirstOrDefault() ?? Body;
            return null;
        }
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
