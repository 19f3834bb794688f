using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Federation.Benchmarks.FanOut;

/// <summary>A thousand hosts on loopback addresses, served by one process that takes everything and remembers when.</summary>
internal static class Sinks
{
    /// <summary>Serves until its standard input ends; the first line it prints is its port.</summary>
    public static async Task<bool> Serve(CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Any, 0));
        await using var app = builder.Build();
        long items = 0, first = 0, last = 0;
        void Took(int count)
        {
            var now = Stopwatch.GetTimestamp(); // CLOCK_MONOTONIC: the same in every process of the machine
            Interlocked.CompareExchange(ref first, now, 0);
            Interlocked.Add(ref items, count);
            Interlocked.Exchange(ref last, now);
        }

        async Task One(HttpContext http)
        {
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            Took(1);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }

        app.MapPost("/inbox", One);
        app.MapPost("/users/{name}/inbox", One); // the inboxes of Fedify's side
        app.MapPost("/inbox/batch", async (HttpContext http) =>
        {
            using var batch = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            var ids = batch.RootElement.GetProperty("orderedItems").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ToList();
            Took(ids.Count);
            return Results.Json(new { answers = ids.Select(id => new { id, status = 202 }) });
        });
        app.MapPost("/reset", () =>
        {
            (items, first, last) = (0, 0, 0);
            return Results.Ok();
        });
        app.MapGet("/seen", () => Results.Text(string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref items)} {first} {last}")));
        await app.StartAsync(cancel);
        Console.WriteLine(new Uri(app.Urls.Single()).Port);
        await Console.In.ReadToEndAsync(cancel);
        await app.StopAsync(CancellationToken.None);
        return true;
    }

    /// <summary>A port that swallows every attempt to connect: its queue of unaccepted connections is full.</summary>
    public static (int Port, IReadOnlyList<Socket> Held) BlackHole()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        listener.Listen(0);
        var held = new List<Socket> { listener };
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port; // bound
        for (var i = 0; i < 4; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            held.Add(filler);
            try
            {
                filler.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // It is queued, or waits for a place in the queue.
            }
        }

        return (port, held);
    }
}
