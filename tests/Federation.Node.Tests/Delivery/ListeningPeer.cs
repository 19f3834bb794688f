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
    private int requests;

    public string Host { get; } = $"127.0.0.1:{FreePort()}";

    public Uri Inbox => new($"http://{Host}/inbox");

    public Uri Batches => new($"http://{Host}/inbox/batch");

    public ConcurrentQueue<string> Got { get; } = new();

    public int Requests => requests;

    public Func<string, int> Answer { get; set; } = _ => StatusCodes.Status202Accepted;

    /// <summary>What a whole batch is answered; null: each item is looked at.</summary>
    public int? BatchAnswer { get; set; }

    public string? RetryAfter { get; set; }

    /// <summary>What a request is answered before it is read; null: it may come in.</summary>
    public Func<HttpRequest, int?> Guard { get; init; } = _ => null;

    public TimeSpan TakesTime { get; set; }

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://" + Host);
        app = builder.Build();
        app.MapPost("/inbox", async (HttpContext http) =>
        {
            await Arrived(http);
            return Results.StatusCode(Guard(http.Request) ?? Take((await JsonNode.ParseAsync(http.Request.Body))!));
        });
        app.MapPost("/inbox/batch", async (HttpContext http) =>
        {
            await Arrived(http);
            return BatchAnswer is { } whole ? Results.StatusCode(whole) : Results.Json(TakeAll((await JsonNode.ParseAsync(http.Request.Body))!));
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

    private async Task Arrived(HttpContext http)
    {
        Interlocked.Increment(ref requests);
        await Task.Delay(TakesTime);
        if (RetryAfter is not null)
        {
            http.Response.Headers.RetryAfter = RetryAfter;
        }
    }

    private int Take(JsonNode activity)
    {
        var name = activity["summary"]!.ToString();
        var answer = Answer(name);
        if (answer < 300)
        {
            Got.Enqueue(name);
        }

        return answer;
    }

    // docs/protocol.md, Batches: after the first 403 or 503 the rest is not looked at.
    private JsonObject TakeAll(JsonNode batch)
    {
        var answers = new JsonArray();
        foreach (var activity in batch["orderedItems"]!.AsArray())
        {
            var status = Take(activity!);
            answers.Add((JsonNode)new JsonObject { ["id"] = activity!["id"]!.ToString(), ["status"] = status });
            if (status is 403 or 503)
            {
                break;
            }
        }

        return new JsonObject { ["answers"] = answers };
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
    }
}
