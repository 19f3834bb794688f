using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>A request to an inbox as a node makes it, before a test spoils one thing about it.</summary>
internal sealed class Envelope(RunningNode from, RunningNode to, byte[] body)
{
    public string MediaType { get; init; } = "application/activity+json";

    public string Digest { get; init; } = ContentDigest.Of(body);

    /// <summary>What is sent, when it is not what was signed.</summary>
    public byte[]? Sent { get; init; }

    public Uri Target { get; init; } = new(to.Origin, "/inbox");

    /// <summary>Where it is posted to.</summary>
    public string Path { get; init; } = "/inbox";

    public IReadOnlyList<string> Covered { get; init; } = MessageSignature.WithBody;

    public async Task<HttpResponseMessage> Post()
    {
        var identity = from.Services.GetRequiredService<NodeIdentity>();
        var (input, signature) = identity.SignRequest(
            new SignedRequest("POST", Target, new Dictionary<string, string> { ["content-type"] = MediaType, ["content-digest"] = Digest }), Covered);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(to.Origin, Path)) { Content = new ByteArrayContent(Sent ?? body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        request.Content.Headers.TryAddWithoutValidation("Content-Digest", Digest);
        request.Headers.TryAddWithoutValidation("Signature-Input", input);
        request.Headers.TryAddWithoutValidation("Signature", signature);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A Follow of the receiver's statistics with a valid proof.</summary>
    public static JsonObject Follow(RunningNode from, RunningNode to, string id = "1", string? actor = null) =>
        from.Services.GetRequiredService<INodeIdentity>().SignObject(new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = new Uri(from.Origin, "/activities/" + id).AbsoluteUri,
            ["type"] = "Follow",
            ["actor"] = actor ?? new Uri(from.Origin, "/actor").AbsoluteUri,
            ["object"] = new Uri(to.Origin, "/catalogues/statistics").AbsoluteUri,
        });

    public static byte[] Bytes(JsonObject activity) => Encoding.UTF8.GetBytes(activity.ToJsonString());
}
