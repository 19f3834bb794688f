using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Federation.Network.Tests.Hostile;

/// <summary>
/// A server of our own on bare sockets. It is an honest peer until it is told to misbehave at one verb; what it was sent, and how long our node put
/// up with it, it remembers.
/// </summary>
internal sealed class HostilePeer : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Socket> mine = [];
    private readonly Socket listener;
    private readonly Task accepting;
    private volatile Misdeed? misdeed;

    private HostilePeer(Socket listener)
    {
        this.listener = listener;
        Honest = new HonestAnswers(new Uri("http://" + listener.LocalEndPoint));
        accepting = Accept();
    }

    public HonestAnswers Honest { get; }

    public string Host => Honest.Origin.Authority;

    /// <summary>Activities it was sent and took, with the moment (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public ConcurrentQueue<(JsonObject Activity, long At)> Received { get; } = new();

    /// <summary>Every request, as <c>GET /actor</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Files it serves when it is honest, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Starts one on loopback.</summary>
    /// <param name="backlog">Connections that wait unaccepted before the kernel turns more away.</param>
    public static HostilePeer Start(int backlog = 64)
    {
        var address = Ports.Free();
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(IPEndPoint.Parse(address));
        listener.Listen(backlog);
        return new HostilePeer(listener);
    }

    /// <summary>From now on it misbehaves at a verb.</summary>
    /// <returns>When that was met first and is over: how long it took.</returns>
    public async Task<Misdeed> Misbehave(Verb verb, Behaviour behaviour)
    {
        misdeed = new Misdeed(verb, behaviour);
        if (behaviour.IsDeaf)
        {
            for (var i = 0; i < 4; i++) // the queue of connections fills up; the next knock is not answered
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                mine.Add(socket);
                _ = socket.ConnectAsync(listener.LocalEndPoint!, stop.Token).AsTask().ContinueWith(_ => { }, TaskScheduler.Default); // bound
                await Task.Delay(20, stop.Token);
            }
        }

        return misdeed;
    }

    /// <summary>From now on it is honest again.</summary>
    public void Repent()
    {
        misdeed = null;
        while (mine.TryTake(out var socket))
        {
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        Repent();
        await accepting;
        Honest.Dispose();
        stop.Dispose();
    }

    private async Task Accept()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (misdeed is { Behaviour.IsDeaf: true })
                {
                    await Task.Delay(20, stop.Token);
                    continue;
                }

                var socket = await listener.AcceptAsync(stop.Token);
                _ = Serve(socket);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(Socket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        limit.CancelAfter(Guard);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            socket.NoDelay = true;
            var deed = misdeed;
            if (deed is { Behaviour.IsBeforeTheRequest: true })
            {
                await Misbehave(deed, stream, null, limit.Token);
            }
            else if (await RawRequest.Read(stream, limit.Token) is { } request)
            {
                Requests.Enqueue($"{request.Method} {request.Target}");
                deed = misdeed;
                await (deed?.IsMetBy(request) == true ? Misbehave(deed, stream, request, limit.Token) : BeHonest(stream, request, limit.Token));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Our node hung up, which is what most misdeeds are after.
        }
    }

    private async Task Misbehave(Misdeed deed, Stream stream, RawRequest? request, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await deed.Behaviour.Act(new Exchange(stream, this, request, cancel));
        }
        finally
        {
            deed.End(clock.Elapsed);
        }
    }

    private async Task BeHonest(Stream stream, RawRequest request, CancellationToken cancel)
    {
        var exchange = new Exchange(stream, this, request, cancel);
        if (request.Verb == Verb.Deliver)
        {
            var at = Stopwatch.GetTimestamp();
            var body = JsonNode.Parse(request.Body)!.AsObject(); // our node sends JSON
            var items = request.Path == HonestAnswers.BatchPath ? body["orderedItems"]!.AsArray().Select(item => item!.AsObject()).ToList() : [body];
            items.ForEach(item => Received.Enqueue((item, at)));
            await (request.Path == HonestAnswers.BatchPath
                ? exchange.Answer("200 OK", Encoding.UTF8.GetBytes(Answers(items).ToJsonString()), "application/json")
                : exchange.Answer("202 Accepted", [], null));
        }
        else if (Files.TryGetValue(request.Path, out var file))
        {
            await exchange.Answer("200 OK", file, "application/octet-stream");
        }
        else if (Honest.Find(request) is { } found)
        {
            await exchange.Answer("200 OK", found.Body, found.Type);
        }
        else
        {
            await exchange.Answer("404 Not Found", [], null);
        }
    }

    private static JsonObject Answers(IEnumerable<JsonObject> items) => new()
    {
        ["answers"] = new JsonArray([.. items.Select(item => new JsonObject { ["id"] = item["id"]!.ToString(), ["status"] = 202 })]), // ours have one
    };
}

/// <summary>One misbehaviour at one verb, and what became of it.</summary>
internal sealed class Misdeed(Verb verb, Behaviour behaviour)
{
    private readonly TaskCompletionSource<TimeSpan> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Verb Verb => verb;

    public Behaviour Behaviour => behaviour;

    /// <summary>How long our node put up with it the first time.</summary>
    public Task<TimeSpan> Ended => ended.Task;

    /// <summary>True for the request that is answered badly: of an introduction the actor only.</summary>
    public bool IsMetBy(RawRequest request) => verb == request.Verb && (verb != Verb.Connect || behaviour.IsEverywhere || request.Path == "/actor");

    public void End(TimeSpan after) => ended.TrySetResult(after);
}
