using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>A host that is nobody's peer sends a well-made, well-signed message; it is refused and its knock is seen.</summary>
internal static class Stranger
{
    private const string Host = "127.0.0.66:6666";

    public static async Task Play(DemoStage stage)
    {
        using var key = Ed25519PrivateKey.Create();
        var now = TimeProvider.System.GetUtcNow();
        var actor = $"http://{Host}/actor";
        var activity = ObjectProof.Sign(
            new JsonObject
            {
                ["@context"] = ActivityContexts.Activity,
                ["id"] = $"http://{Host}/activities/{Guid.CreateVersion7(now)}",
                ["type"] = "Follow",
                ["actor"] = actor,
                ["object"] = new Uri(stage.Fnt.Node.Origin, "/catalogues/statistics").AbsoluteUri,
            },
            actor + ActorDocument.KeyFragment, key, now);
        var body = CanonicalJson.Bytes(activity);
        var inbox = new Uri(stage.Fnt.Node.Origin, "/inbox");
        var (input, signature) = MessageSignature.Sign(
            new SignedRequest("POST", inbox, new Dictionary<string, string>
            {
                ["content-type"] = ActivityContexts.MediaType,
                ["content-digest"] = ContentDigest.Of(body),
            }),
            MessageSignature.WithBody, actor + ActorDocument.KeyFragment, key, now);

        using var request = new HttpRequestMessage(HttpMethod.Post, inbox) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ActivityContexts.MediaType);
        request.Content.Headers.TryAddWithoutValidation(ContentDigest.FieldName, ContentDigest.Of(body));
        request.Headers.TryAddWithoutValidation(MessageSignature.InputFieldName, input);
        request.Headers.TryAddWithoutValidation(MessageSignature.FieldName, signature);
        using var answer = await stage.Ground.Http.SendAsync(request, stage.Cancel);
        var said = await answer.Content.ReadAsStringAsync(stage.Cancel);
        stage.Narrator.Check(answer.StatusCode == HttpStatusCode.Forbidden, "an unknown peer's message is refused", $"{(int)answer.StatusCode} {said}");

        await stage.Fnt.Ines.Browser.Open("/peers");
        stage.Narrator.Check(stage.Fnt.Ines.Browser.Text.Contains(Host, StringComparison.Ordinal), "the administrator sees who was turned away", stage.Fnt.Ines.Browser.Text);
        stage.Narrator.Step("a signed message of an unknown peer was refused (403), and the administrator sees who knocked");
    }
}
