using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federation.Network.Tests;

/// <summary>A wire somebody has tapped: it stands before a node, passes everything on, and remembers what went to the inbox.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private Wire(WebApplication app) => this.app = app;

    public string Host { get; private init; } = "";

    /// <summary>Where the node listens; set once it is known.</summary>
    public string Behind { get; set; } = "";

    /// <summary>What was sent to the inbox.</summary>
    public ConcurrentQueue<Letter> Letters { get; } = new();

    public static async Task<Wire> Tap()
    {
        var host = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://" + host);
        var app = builder.Build();
        var wire = new Wire(app) { Host = host };
        app.Run(wire.Pass);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return wire;
    }

    /// <summary>Sends a letter to the node, as it was or with another body.</summary>
    public async Task<HttpStatusCode> Post(Letter letter, byte[]? body = null)
    {
        using var request = Request(HttpMethod.Post, letter.Path, letter.Headers, body ?? letter.Body);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var letter = new Letter(context.Request.Path, [.. context.Request.Headers.Select(header => (header.Key, header.Value.ToString()))], memory.ToArray());
        if (context.Request.Path.Value is "/inbox" or "/inbox/batch")
        {
            Letters.Enqueue(letter);
        }

        using var request = Request(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString, letter.Headers, letter.Body);
        using var answer = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var header in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> headers, byte[] body)
    {
        var request = new HttpRequestMessage(method, new Uri($"http://{Behind}{path}")) { Content = body.Length > 0 ? new ByteArrayContent(body) : null };
        foreach (var (name, value) in headers.Where(header => header.Name is not ("Content-Length" or "Transfer-Encoding" or "Connection")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    /// <summary>One request to the inbox.</summary>
    public sealed record Letter(string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body);
}
