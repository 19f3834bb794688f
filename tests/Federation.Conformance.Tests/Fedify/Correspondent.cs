using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>An actor made of nothing but the protocol library: it states its keys, signs letters in any way, and keeps what it gets.</summary>
internal sealed class Correspondent : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private int reads;

    private Correspondent(WebApplication app) => this.app = app;

    public RsaPrivateKey Rsa { get; } = RsaPrivateKey.Create();

    public Ed25519PrivateKey Ed25519 { get; } = Ed25519PrivateKey.Create();

    public Uri Origin => new(app.Urls.Single());

    public Uri Actor => new(Origin, "/catalogues/statistics");

    public string RsaKeyId => Actor.AbsoluteUri + ActorDocument.RsaKeyFragment;

    public string Ed25519KeyId => Actor.AbsoluteUri + ActorDocument.KeyFragment;

    /// <summary>What it says about itself; a test may have it say something else.</summary>
    public JsonObject Document { get; set; } = [];

    /// <summary>What came to its inbox.</summary>
    public ConcurrentQueue<(SignedRequest Request, byte[] Body)> Got { get; } = new();

    /// <summary>How often somebody asked who it is.</summary>
    public int Reads => reads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Correspondent> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var writer = new Correspondent(app);
        app.MapGet("/catalogues/statistics", writer.Show);
        app.MapPost("/{**path}", writer.Keep);
        await app.StartAsync(Cancel);
        writer.Document = ActorDocument.Describe(
            writer.Actor, "Service", "statistics", "Statistics, Union A", new Uri(writer.Origin, "/inbox"),
            [new ActorKey(ActorDocument.RsaKeyFragment, writer.Rsa.PublicKey), new ActorKey(ActorDocument.KeyFragment, writer.Ed25519.PublicKey)]);
        return writer;
    }

    /// <summary>A release as our nodes say it, with its proof.</summary>
    public JsonObject Release() => Prove(Activity("Create", new JsonObject
    {
        ["id"] = new Uri(Origin, "/releases/1").AbsoluteUri,
        ["type"] = "Note",
        ["attributedTo"] = Actor.AbsoluteUri,
        ["content"] = "<p>Working hours 2026, émis à Orléans</p>",
        ["to"] = ActivityContexts.Public,
        ["dataset"] = new JsonObject { ["id"] = new Uri(Origin, "/datasets/1/v1").AbsoluteUri, ["type"] = new JsonArray("dcat:Dataset", "schema:Dataset"), ["version"] = "1.0.0", ["byteSize"] = 48213 },
    }));

    /// <summary>An activity without a proof.</summary>
    public JsonObject Activity(JsonNode type, JsonNode @object) => new()
    {
        ["@context"] = ActivityContexts.Activity,
        ["id"] = new Uri(Origin, $"/activities/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}").AbsoluteUri,
        ["type"] = type,
        ["actor"] = Actor.AbsoluteUri,
        ["published"] = "2026-11-24T09:00:00Z",
        ["to"] = ActivityContexts.Public,
        ["object"] = @object,
    };

    public JsonObject Prove(JsonObject activity) => ObjectProof.Sign(activity, Ed25519KeyId, Ed25519, TimeProvider.System.GetUtcNow());

    /// <summary>Signs and sends, as a node does to a stranger.</summary>
    public Task<HttpStatusCode> Post(JsonObject activity, Uri inbox, string scheme, Func<byte[], byte[]>? onTheWay = null) =>
        Post(activity, inbox, scheme == Judges.Cavage ? null : (RsaKeyId, Rsa), onTheWay);

    /// <summary>The same by RFC 9421 with a key of the test's choice; null is draft-cavage.</summary>
    public async Task<HttpStatusCode> Post(JsonObject activity, Uri inbox, (string KeyId, SigningKey Key)? by, Func<byte[], byte[]>? onTheWay = null)
    {
        var body = Encoding.UTF8.GetBytes(activity.ToJsonString());
        var now = TimeProvider.System.GetUtcNow();
        var fields = new Dictionary<string, string>
        {
            ["content-type"] = ActivityContexts.MediaType, ["date"] = HttpDate.Write(now), ["digest"] = LegacyDigest.Of(body), ["content-digest"] = ContentDigest.Of(body),
        };
        var signed = new SignedRequest("POST", inbox, fields);
        if (by is { } key)
        {
            (fields["signature-input"], fields["signature"]) = MessageSignature.Sign(signed, MessageSignature.WithBody, key.KeyId, key.Key, now);
        }
        else
        {
            fields["signature"] = CavageSignature.Sign(signed, CavageSignature.WithBody, RsaKeyId, Rsa);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, inbox) { Content = new ByteArrayContent(onTheWay?.Invoke(body) ?? body) };
        foreach (var (name, value) in fields)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value));
        }

        using var answer = await http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Rsa.Dispose();
        Ed25519.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private IResult Show()
    {
        Interlocked.Increment(ref reads);
        return Results.Text(Document.ToJsonString(), ActivityContexts.MediaType);
    }

    private async Task<IResult> Keep(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
        var fields = request.Headers.ToDictionary(field => field.Key.ToLowerInvariant(), field => string.Join(", ", field.Value.ToArray()));
        Got.Enqueue((new SignedRequest(request.Method, SignedRequest.Target(Origin, request.Path), fields), memory.ToArray()));
        return Results.Accepted();
    }
}
