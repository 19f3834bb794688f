using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Discovery;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;

namespace Federation.Network.Tests.Hostile;

/// <summary>Who a peer of the tests is, said as one of our nodes would: actor, catalogues, WebFinger, NodeInfo, signatures.</summary>
internal sealed class HonestAnswers(Uri origin) : IDisposable
{
    /// <summary>The batch inbox that nodes of ours have.</summary>
    public const string BatchPath = "/inbox/batch";

    private static readonly string[] Catalogues = ["statistics", "templates"];
    private static readonly RsaPrivateKey Rsa = RsaPrivateKey.Create(); // one for all peers: making one takes a while

    private readonly Ed25519PrivateKey key = Ed25519PrivateKey.Create();

    /// <summary>Where it lives.</summary>
    public Uri Origin => origin;

    /// <summary>The node's actor.</summary>
    public Uri Actor => new(origin, "/actor");

    /// <summary>The actor of a catalogue.</summary>
    public Uri Catalogue(string name) => new(origin, "/catalogues/" + name);

    /// <summary>A document at a path, with its media type; null when there is none.</summary>
    public (byte[] Body, string Type)? Find(RawRequest request) => request.Path switch
    {
        "/actor" => Activity(Node()),
        _ when Catalogues.FirstOrDefault(name => request.Path == "/catalogues/" + name) is { } name => Activity(CatalogueActor(name)),
        WebFinger.Path => Json(WebFinger.Describe("node", origin, Actor), WebFinger.MediaType),
        "/.well-known/nodeinfo" => Json(new JsonObject
        {
            ["links"] = new JsonArray(new JsonObject
            {
                ["rel"] = "http://nodeinfo.diaspora.software/ns/schema/2.1", ["href"] = new Uri(origin, "/nodeinfo/2.1").AbsoluteUri,
            }),
        }, "application/json"),
        "/nodeinfo/2.1" => Json(new JsonObject
        {
            ["version"] = "2.1",
            ["software"] = new JsonObject { ["name"] = "federation", ["version"] = "0.1.0" },
            ["protocols"] = new JsonArray("activitypub"),
            ["services"] = new JsonObject { ["inbound"] = new JsonArray(), ["outbound"] = new JsonArray() },
            ["openRegistrations"] = false,
            ["usage"] = new JsonObject { ["users"] = new JsonObject() },
            ["metadata"] = new JsonObject(),
        }, "application/json"),
        _ => null,
    };

    /// <summary>The node's actor document.</summary>
    public JsonObject Node() => ActorDocument.Describe(
        Actor, "Application", "node", "A peer of the tests", new Uri(origin, "/inbox"),
        [new ActorKey(ActorDocument.KeyFragment, key.PublicKey), new ActorKey(ActorDocument.RsaKeyFragment, Rsa.PublicKey)],
        catalogues: [.. Catalogues.Select(Catalogue)], batchInbox: new Uri(origin, BatchPath));

    /// <summary>An id nobody used.</summary>
    public string NewId() => new Uri(origin, "/activities/" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).AbsoluteUri;

    /// <summary>An activity with context and proof by its actor, as bytes.</summary>
    public byte[] Sign(JsonObject activity) => Encoding.UTF8.GetBytes(Prove(activity, Actor).ToJsonString());

    /// <summary>A document with a proof by one of our actors.</summary>
    public JsonObject Prove(JsonObject document, Uri by)
    {
        if (!document.ContainsKey("@context"))
        {
            document.Insert(0, "@context", ActivityContexts.Activity);
        }

        return ObjectProof.Sign(document, (ActivityShape.Actor(document) ?? by.AbsoluteUri) + ActorDocument.KeyFragment, key, TimeProvider.System.GetUtcNow());
    }

    /// <summary>The fields of a signed POST to a node of ours, like a node signs it.</summary>
    public IReadOnlyDictionary<string, string> SignedFields(Uri inbox, byte[] body, DateTimeOffset created, string type = ActivityContexts.MediaType)
    {
        var fields = new Dictionary<string, string> { ["content-type"] = type, ["content-digest"] = ContentDigest.Of(body) };
        var (input, signature) = MessageSignature.Sign(
            new SignedRequest("POST", inbox, fields), MessageSignature.WithBody, Actor.AbsoluteUri + ActorDocument.KeyFragment, key, created);
        fields[MessageSignature.InputFieldName] = input;
        fields[MessageSignature.FieldName] = signature;
        return fields;
    }

    /// <summary>Announces version 1 of a dataset whose two files are these bytes; the digest is theirs unless another is given.</summary>
    public JsonObject Announce(string name, byte[] file, string? digest = null)
    {
        var dataset = new Uri(origin, "/datasets/" + name).AbsoluteUri;
        JsonObject File(string extension, string type) => new()
        {
            ["downloadURL"] = new Uri(origin, $"/files/{name}.{extension}").AbsoluteUri,
            ["csvMediaType"] = type,
            ["byteSize"] = Math.Max(1, file.Length), // an empty file is announced by nobody
            ["checksum"] = new JsonObject
            {
                ["checksumAlgorithm"] = "spdx:checksumAlgorithm_sha256", ["checksumValue"] = digest ?? Convert.ToHexStringLower(SHA256.HashData(file)),
            },
        };
        var release = Prove(new JsonObject
        {
            ["id"] = dataset + "/v1",
            ["type"] = "dcat:Dataset",
            ["isVersionOf"] = dataset,
            ["version"] = "1",
            ["attributedTo"] = Catalogue("statistics").AbsoluteUri,
            ["un:minimumGroup"] = 10,
            ["un:campaignTemplate"] = new Uri(origin, "/templates/none.json").AbsoluteUri,
            ["distribution"] = new JsonArray(File("json", "application/json"), File("csv", "text/csv")),
        }, Catalogue("statistics"));
        return new JsonObject
        {
            ["id"] = NewId(),
            ["type"] = "Create",
            ["actor"] = Catalogue("statistics").AbsoluteUri,
            ["published"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z",
            ["object"] = new JsonObject
            {
                ["id"] = new Uri(origin, "/notes/" + name).AbsoluteUri,
                ["type"] = "Note",
                ["attributedTo"] = Catalogue("statistics").AbsoluteUri,
                ["content"] = "A table",
                ["dataset"] = release,
            },
        };
    }

    public void Dispose() => key.Dispose();

    private JsonObject CatalogueActor(string name) => ActorDocument.Describe(
        Catalogue(name), "Service", name, name, new Uri(origin, "/inbox"),
        [new ActorKey(ActorDocument.KeyFragment, key.PublicKey), new ActorKey(ActorDocument.RsaKeyFragment, Rsa.PublicKey)], attributedTo: Actor);

    private static (byte[], string) Activity(JsonObject document) => Json(document, ActivityContexts.MediaType);

    private static (byte[], string) Json(JsonObject document, string type) => (Encoding.UTF8.GetBytes(document.ToJsonString()), type);
}
