using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federation.Node.Tests.Peers;

/// <summary>A server of the old generation: accounts at addresses of its own choice, one RSA key each, draft-cavage signatures, no proofs, no NodeInfo.</summary>
internal sealed class StrangersServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Dictionary<string, RsaPrivateKey> keys = new() { ["press"] = RsaPrivateKey.Create(), ["archive"] = RsaPrivateKey.Create() };

    private StrangersServer(WebApplication app, string host)
    {
        this.app = app;
        Host = host;
    }

    public string Host { get; }

    public Uri Actor(string name) => new($"http://{Host}/users/{name}");

    public static async Task<StrangersServer> Start()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var host = $"127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}"; // bound
        socket.Dispose();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://" + host);
        var server = new StrangersServer(builder.Build(), host);
        server.Map();
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async Task<HttpResponseMessage> Post(string name, RunningNode to, JsonObject activity)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(activity.ToJsonString());
        var fields = new Dictionary<string, string>
        {
            ["date"] = HttpDate.Write(to.Clock.GetUtcNow()), ["digest"] = LegacyDigest.Of(body), ["content-type"] = "application/activity+json",
        };
        var inbox = new Uri(to.Origin, "/inbox");
        var signature = CavageSignature.Sign(new SignedRequest("POST", inbox, fields), CavageSignature.WithBody, Actor(name) + "#main-key", keys[name]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, inbox) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", fields["content-type"]);
        request.Headers.TryAddWithoutValidation("Date", fields["date"]);
        request.Headers.TryAddWithoutValidation("Digest", fields["digest"]);
        request.Headers.TryAddWithoutValidation("Signature", signature);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Reads something, signed as such servers do it.</summary>
    public async Task<HttpResponseMessage> Get(string name, RunningNode of, string path)
    {
        var target = new Uri(of.Origin, path);
        var fields = new Dictionary<string, string> { ["date"] = HttpDate.Write(of.Clock.GetUtcNow()) };
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.TryAddWithoutValidation("Date", fields["date"]);
        request.Headers.TryAddWithoutValidation(
            "Signature", CavageSignature.Sign(new SignedRequest("GET", target, fields), CavageSignature.WithoutBody, Actor(name) + "#main-key", keys[name]));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A new key under the old name, as an administrator of such a server makes it.</summary>
    public void Renew(string name) => keys[name] = RsaPrivateKey.Create();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private void Map()
    {
        app.MapGet("/users/{name}", (string name) => Results.Text(new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"),
            ["id"] = Actor(name).AbsoluteUri, ["type"] = "Person", ["preferredUsername"] = name,
            ["inbox"] = Actor(name) + "/inbox", ["endpoints"] = new JsonObject { ["sharedInbox"] = $"http://{Host}/inbox" },
            ["publicKey"] = new JsonObject { ["id"] = Actor(name) + "#main-key", ["owner"] = Actor(name).AbsoluteUri, ["publicKeyPem"] = keys[name].PublicKey.Pem },
        }.ToJsonString(), "application/activity+json"));
        app.MapGet("/.well-known/webfinger", (string resource) => resource.StartsWith("acct:", StringComparison.Ordinal) && resource[5..].Split('@') is [var name, var at]
            && at == Host && keys.ContainsKey(name)
            ? Results.Text(new JsonObject
            {
                ["subject"] = resource,
                ["links"] = new JsonArray(new JsonObject { ["rel"] = "self", ["type"] = "application/activity+json", ["href"] = Actor(name).AbsoluteUri }),
            }.ToJsonString(), "application/jrd+json")
            : Results.NotFound());
        app.MapPost("/inbox", () => Results.Accepted());
    }
}
