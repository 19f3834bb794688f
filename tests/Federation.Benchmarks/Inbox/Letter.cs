using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Signatures;

namespace Federation.Benchmarks.Inbox;

/// <summary>A signed request as it goes over the wire; all are made before the clock starts.</summary>
internal static class Letter
{
    /// <summary>A unique <c>Create</c> of a note of about 1 kB, like the one that Fedify gets.</summary>
    public static byte[] Write(NodeIdentity identity, Uri sender, Uri receiver, string name)
    {
        var note = new Uri(sender, $"/notes/{name}").AbsoluteUri;
        var activity = ((INodeIdentity)identity).SignObject(new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = new Uri(sender, $"/activities/{name}").AbsoluteUri,
            ["type"] = "Create",
            ["actor"] = identity.Actor.AbsoluteUri,
            ["published"] = "2026-11-24T09:00:00Z",
            ["to"] = "https://www.w3.org/ns/activitystreams#Public",
            ["object"] = new JsonObject
            {
                ["id"] = note,
                ["type"] = "Note",
                ["attributedTo"] = identity.Actor.AbsoluteUri,
                ["published"] = "2026-11-24T09:00:00Z",
                ["content"] = $"<p>{string.Concat(Enumerable.Repeat($"Table {name} of working hours. ", 6))}</p>",
            },
        });
        var body = Encoding.UTF8.GetBytes(activity.ToJsonString());
        var inbox = new Uri(receiver, "/inbox");
        var fields = new Dictionary<string, string> { ["content-type"] = "application/activity+json", ["content-digest"] = ContentDigest.Of(body) };
        var (input, signature) = identity.SignRequest(new SignedRequest("POST", inbox, fields), MessageSignature.WithBody);
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            POST /inbox HTTP/1.1
            Host: {receiver.Authority}
            Content-Type: {fields["content-type"]}
            Content-Digest: {fields["content-digest"]}
            Signature-Input: {input}
            Signature: {signature}
            Content-Length: {body.Length}


            """).ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
