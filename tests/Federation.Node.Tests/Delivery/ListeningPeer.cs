using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federation.Node.Tests.Delivery;

/// <summary>A peer's inbox that keeps what it gets, in order; it can be down at first, and it answers what the test says.</summary>
internal sealed class ListeningPeer : IAsyncDisposable
{
    private WebApplication? app;

    public string Host { get; } = $"127.0.0.1:{FreePort()}";

    public Uri Inbox => new($"http://{Host}/inbox");

    public ConcurrentQueue<string> Got { get; } = new();

    public Func<string, int> Answer { get; set; } = _ => StatusCodes.Status202Accepted;

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://" + Host);
        app = builder.Build();
        app.MapPost("/inbox", async (HttpRequest request) =>
        {
            var name = (await JsonNode.ParseAsync(request.Body))!["summary"]!.ToString();
            var answer = Answer(name);
            if (answer < 300)
            {
                Got.Enqueue(name);
            }

            return Results.StatusCode(answer);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }
}
