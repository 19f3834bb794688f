using System.Text;

namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Answers that are not HTTP, or say two things about where they end (RFC 9112).</summary>
internal static class Framing
{
    private const string Broken = "could not be reached";

    public static IReadOnlyList<Behaviour> List { get; } =
    [
        Raw("a content length below zero", "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: -5\r\n\r\n{}", Broken + "|id is another", delivered: true),
        Raw("two content lengths", "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: 2\r\nContent-Length: 400\r\n\r\n{}", Broken + "|id is another", delivered: true),
        Raw("a body longer than it says", "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: 2\r\n\r\n{\"id\":\"http://x.example/\"}", "JSON that is refused", delivered: true),
        Raw("a length and chunks at once", "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", Broken + "|id is another", delivered: true),
        Raw("a chunk of negative size", Chunked("-5\r\n{}\r\n"), Broken),
        Raw("a chunk of no number", Chunked("zz\r\n{}\r\n"), Broken),
        Raw("a chunk larger than any number", Chunked("FFFFFFFFFFFFFFFFF\r\n{}\r\n"), Broken),
        Raw("an answer of HTTP/0.9", "{\"id\":\"http://x.example/actor\"}\r\n", Broken),
        Raw("a version nobody speaks", "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n", Broken + "|answered|JSON|digest"),
        Raw("a status that is no number", "HTTP/1.1 OK 200\r\nContent-Length: 0\r\n\r\n", Broken),
        Raw("a header line without a name", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", Broken),
        Raw("another protocol", "SSH-2.0-OpenSSH_9.2p1\r\n", Broken) with { IsBeforeTheRequest = true },
        Raw("noise", Encoding.Latin1.GetString([.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 31 % 251))]), Broken),
    ];

    private static string Chunked(string chunks) => "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;

    private static Behaviour Raw(string name, string answer, string reason, bool delivered = false) => new(
        name, reason, exchange => exchange.Say(answer)) { IsDelivered = delivered, ReasonOfFile = delivered ? Broken + "|digest" : null };
}
