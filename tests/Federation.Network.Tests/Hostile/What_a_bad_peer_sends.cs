using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Federation.Network.Tests.Hostile;

/// <summary>Hostility that comes in: by an approved peer, which can do most harm, and by hosts nobody knows.</summary>
public sealed class What_a_bad_peer_sends(IncomingGround ground) : IClassFixture<IncomingGround>
{
    private const int Limit = 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NodeProcess Node => ground.Node;

    private HostilePeer Bad => ground.Bad;

    private HostilePeer Good => ground.Good;

    [Fact]
    public async Task Is_cut_off_when_its_head_or_body_drips()
    {
        var body = Bad.Honest.Sign(Follow());
        var fields = Bad.Honest.SignedFields(Inbox, body, TimeProvider.System.GetUtcNow());
        var head = RawCall.Head(Node, fields, $"Content-Length: {body.Length}");
        var memory = ProcessMemory.Resident(Node.ProcessId);
        var drips = Enumerable.Range(0, 40).Select(async number =>
        {
            using var call = await RawCall.To(Node);
            var bytes = Encoding.Latin1.GetBytes(head);
            bytes = number % 2 == 0 ? bytes : [.. bytes, .. body];
            await call.Say(bytes[..(number % 2 == 0 ? 40 : head.Length)]);
            for (var i = number % 2 == 0 ? 40 : head.Length; i < bytes.Length && !call.IsAnswered && call.Elapsed < Soon * 3; i++)
            {
                await call.Say(bytes[i..(i + 1)]);
                await Task.Delay(500, Cancel);
            }

            return (IsBody: number % 2 == 1, call.Elapsed, (await call.Answer()).Status);
        }).ToList();
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await Good.RoundTrip(Node) < TimeSpan.FromSeconds(5)); // nobody else waits meanwhile
        }

        foreach (var (isBody, took, status) in await Task.WhenAll(drips))
        {
            Assert.True(took < Soon, $"It took {took} to cut off a {(isBody ? "body" : "head")} that drips.");
            Assert.Contains(status, new[] { 0, 400, 408 });
        }

        Assert.True(ProcessMemory.Resident(Node.ProcessId) - memory < 64);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_refused_when_it_is_one_byte_too_much(bool isChunked)
    {
        foreach (var (size, expected) in new[] { (Limit, 400), (Limit + 1, 413) })
        {
            var body = Encoding.ASCII.GetBytes(new string(' ', size)); // signed, of the right type, but not JSON
            var fields = Bad.Honest.SignedFields(Inbox, body, TimeProvider.System.GetUtcNow());
            using var call = await RawCall.To(Node);
            await call.Say(RawCall.Head(Node, fields, isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {size}"));
            await call.Say(isChunked ? [.. Encoding.ASCII.GetBytes(size.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. body, .. "\r\n0\r\n\r\n"u8] : body);
            var (status, text) = await call.Answer();
            Assert.True(expected == status, text);
            Assert.Contains("application/problem+json", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Is_cut_off_when_its_chunks_never_end()
    {
        var memory = ProcessMemory.Resident(Node.ProcessId);
        var fields = Bad.Honest.SignedFields(Inbox, [], TimeProvider.System.GetUtcNow());
        using var call = await RawCall.To(Node);
        await call.Say(RawCall.Head(Node, fields, "Transfer-Encoding: chunked"));
        byte[] chunk = [.. "10000\r\n"u8, .. new byte[65536], .. "\r\n"u8];
        var sent = 0L;
        while (!call.IsAnswered && await call.Say(chunk))
        {
            Assert.True((sent += chunk.Length) < 256L * Limit && call.Elapsed < Soon, $"The node took {sent} bytes in {call.Elapsed}.");
        }

        Assert.Contains((await call.Answer()).Status, new[] { 0, 413 }); // it may have hung up on what was still on its way
        Assert.True(ProcessMemory.Resident(Node.ProcessId) - memory < 64);
    }

    public static TheoryData<string, int, string> Poisons() => new()
    {
        { "a wrong digest", 400, "delivery.digest" },
        { "no digest", 400, "delivery.digest" },
        { "text/html", 415, "delivery.media-type" },
        { "application/json", 415, "delivery.media-type" },
        { "application/ld+json", 415, "delivery.media-type" },
        { "gzip", 415, "delivery.encoding" },
        { "a million deep", 400, "delivery.json" },
        { "duplicate keys", 400, "delivery.json" },
        { "invalid UTF-8", 400, "delivery.json" },
        { "NUL in the id", 400, "delivery." },
        { "NUL in the actor", 40, "delivery." },
        { "an id of a megabyte", 400, "delivery." },
        { "another's actor", 403, "delivery.owner" },
        { "no proof", 401, "delivery.proof" },
        { "half the body", 400, "" },
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Is_refused_in_words_that_name_it(string poison, int status, string code)
    {
        var activity = Follow();
        switch (poison)
        {
            case "NUL in the id": activity["id"] += "\0x"; break;
            case "NUL in the actor": activity["actor"] = Bad.Honest.Actor.AbsoluteUri + "\0"; break;
            case "an id of a megabyte": activity["id"] += new string('x', Limit - 10_000); break;
            case "another's actor": activity["actor"] = Good.Honest.Actor.AbsoluteUri; break;
            default: break;
        }

        var body = poison switch
        {
            "a million deep" => Encoding.ASCII.GetBytes(new string('[', 1_000_000)),
            "duplicate keys" => Encoding.ASCII.GetBytes("{" + string.Join(',', Enumerable.Repeat("\"a\":1", 100_000)) + "}"),
            "invalid UTF-8" => [.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8],
            "no proof" => Encoding.UTF8.GetBytes(activity.ToJsonString()),
            _ => Bad.Honest.Sign(activity),
        };
        var type = poison.Contains('/', StringComparison.Ordinal) ? poison : "application/activity+json";
        var fields = new Dictionary<string, string>(Bad.Honest.SignedFields(Inbox, body, TimeProvider.System.GetUtcNow(), type));
        switch (poison)
        {
            case "a wrong digest": body = [.. body.AsSpan(0, body.Length - 1), (byte)' ', (byte)'}']; break;
            case "no digest": fields.Remove("content-digest"); break;
            case "gzip": fields["content-encoding"] = "gzip"; break;
            default: break;
        }

        using var call = await RawCall.To(Node);
        await call.Say(RawCall.Head(Node, fields, $"Content-Length: {body.Length}"));
        await call.Say(poison == "half the body" ? body[..(body.Length / 2)] : body);
        if (poison == "half the body")
        {
            call.SayNoMore();
        }

        var (answered, text) = await call.Answer();
        Assert.True(status == answered || (status == 40 && answered is >= 400 and < 500) || (poison == "half the body" && answered == 0), $"{answered} {text}");
        Assert.True(answered == 0 || text.Contains(code, StringComparison.Ordinal), text);
        Assert.Equal(0L, await Node.Count("select count(*) from node.received where peer = '" + Bad.Host + "'"));
        Assert.Equal(HttpStatusCode.OK, await Node.Ask("/readyz"));
        Assert.DoesNotContain("Unhandled exception", Node.Printed, StringComparison.OrdinalIgnoreCase);
        await Good.RoundTrip(Node);
    }

    [Fact]
    public async Task In_a_flood_is_told_to_wait_while_others_are_served()
    {
        // More than a minute allows (PeerLimits), the same activity over and over: known, but each request counts.
        var flooder = ground.Flooder;
        var body = flooder.Honest.Sign(Follow(flooder));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        string? retryAfter = null;
        var flood = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await flooder.Post(Node, body);
                answers.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
                retryAfter ??= answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter?.ToString() ?? "none" : null;
            }
        }).ToList();
        await Patiently.Until(() => Task.Run(() => Assert.True(answers.ContainsKey(429), string.Join(", ", answers))), TimeSpan.FromSeconds(90), () => "the flood is told to wait: " + string.Join(", ", answers));
        for (var i = 0; i < 10; i++)
        {
            Assert.True(await Good.RoundTrip(Node) < TimeSpan.FromSeconds(5));
        }

        await stop.CancelAsync();
        await Task.WhenAll(flood);
        Assert.InRange(int.Parse(retryAfter ?? "", CultureInfo.InvariantCulture), 1, 60);
        Assert.All(answers.Keys, status => Assert.Contains(status, new[] { 200, 202, 429 }));
    }

    [Fact]
    public async Task From_a_host_nobody_knows_makes_the_node_ask_nobody()
    {
        await using var stranger = HostilePeer.Start();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            using var answer = await stranger.Post(Node, stranger.Honest.Sign(Follow(stranger, number.ToString(CultureInfo.InvariantCulture))));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }));
        Assert.Empty(stranger.Requests);
        Assert.Equal(0L, await Node.Count("select count(*) from node.received where peer = '" + stranger.Host + "'"));
        using var ines = await Node.SignedIn("ines");
        await ines.Open("/peers");
        Assert.Contains(stranger.Host, ines.Text, StringComparison.Ordinal);
        Assert.True(await Good.RoundTrip(Node) < TimeSpan.FromSeconds(5));
    }

    private Uri Inbox => new(Node.Origin, "/inbox");

    private JsonObject Follow(HostilePeer? by = null, string id = "one") => new()
    {
        ["id"] = new Uri((by ?? Bad).Honest.Origin, "/activities/" + id).AbsoluteUri,
        ["type"] = "Follow",
        ["actor"] = (by ?? Bad).Honest.Actor.AbsoluteUri,
        ["object"] = new Uri(Node.Origin, "/catalogues/templates").AbsoluteUri,
    };
}
