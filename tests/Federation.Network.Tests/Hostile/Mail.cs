using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Federation.Network.Tests.Hostile;

/// <summary>What a peer of the tests sends to one of our nodes, properly signed.</summary>
internal static class Mail
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 64 });

    /// <summary>Posts an activity to a node's inbox.</summary>
    public static async Task<HttpResponseMessage> Post(this HostilePeer peer, NodeProcess node, byte[] body, DateTimeOffset? created = null)
    {
        var inbox = new Uri(node.Origin, "/inbox");
        using var request = new HttpRequestMessage(HttpMethod.Post, inbox) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in peer.Honest.SignedFields(inbox, body, created ?? TimeProvider.System.GetUtcNow()))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The same, and it has to be taken.</summary>
    public static async Task Deliver(this HostilePeer peer, NodeProcess node, JsonObject activity)
    {
        using var answer = await peer.Post(node, peer.Honest.Sign(activity));
        Assert.True(
            answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK,
            $"{peer.Host} was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Asks to follow a catalogue of the node; each Follow is answered by an Accept to our inbox.</summary>
    /// <returns>Id of the Follow.</returns>
    public static async Task<string> Follow(this HostilePeer peer, NodeProcess node, string catalogue = "templates")
    {
        var id = peer.Honest.NewId();
        await peer.Deliver(node, new JsonObject
        {
            ["id"] = id,
            ["type"] = "Follow",
            ["actor"] = peer.Honest.Actor.AbsoluteUri,
            ["object"] = new Uri(node.Origin, "/catalogues/" + catalogue).AbsoluteUri,
        });
        return id;
    }

    /// <summary>Time from asking to follow to the answer in our inbox: the node takes one activity, applies it, and delivers another.</summary>
    public static async Task<TimeSpan> RoundTrip(this HostilePeer peer, NodeProcess node)
    {
        var start = Stopwatch.GetTimestamp();
        var follow = await peer.Follow(node);
        while (true)
        {
            if (peer.AnswerTo(follow) is { } answer)
            {
                return Stopwatch.GetElapsedTime(start, answer.At);
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < Patiently.Usual, $"{peer.Host} was not answered.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Accepts a Follow it was sent.</summary>
    public static Task Accept(this HostilePeer peer, NodeProcess node, JsonObject follow) => peer.Deliver(node, new JsonObject
    {
        ["id"] = peer.Honest.NewId(),
        ["type"] = "Accept",
        ["actor"] = follow["object"]!.ToString(), // a Follow has one
        ["object"] = follow.DeepClone(),
    });

    /// <summary>The activity that answers a Follow of ours; null while it has not come.</summary>
    public static (JsonObject Activity, long At)? AnswerTo(this HostilePeer peer, string follow)
    {
        foreach (var received in peer.Received)
        {
            if (received.Activity["object"] is JsonObject answered && answered["id"]?.ToString() == follow)
            {
                return received;
            }
        }

        return null;
    }
}
