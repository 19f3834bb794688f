using System.Text;
using System.Text.Json.Nodes;

namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Well-framed answers whose content is poison.</summary>
internal static class Documents
{
    private const string OtherDigest = "digest and size";
    private const string NotATable = "not in the form|not valid UTF-8|no character|nests deeper|stands twice|cannot be kept|not a JSON object";

    public static IReadOnlyList<Behaviour> List { get; } =
    [
        Typed("a web page", "text/html", "answered 'text/html', not JSON"),
        Typed("no media type", null, "answered '', not JSON"),
        Said("invalid UTF-8", "JSON that is refused", _ => [.. "{\"id\":\""u8, 0xC3, 0x28, 0xF0, 0x80, .. "\"}"u8]),
        Said("half a pair of surrogates", "JSON that is refused", _ => Encoding.ASCII.GetBytes("{\"id\":\"\\ud800\"}")),
        Said("JSON a million deep", "JSON that is refused", _ => Encoding.ASCII.GetBytes(new string('[', 1_000_000))),
        Said("objects 100,000 deep", "JSON that is refused", _ => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)))),
        Said("100,000 duplicate keys", "JSON that is refused", _ => Encoding.ASCII.GetBytes("{" + string.Join(',', Enumerable.Repeat("\"a\":1", 100_000)) + "}")),
        Said("a number beyond all bounds", "JSON that is refused", _ => Encoding.ASCII.GetBytes("{\"id\":1" + new string('0', 5000) + "e400}")),
        Said("UTF-16", "JSON that is refused", honest => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(honest.Node().ToJsonString())]),
        Said("null", "JSON that is refused", _ => "null"u8.ToArray()),
        Said("nothing at all", "JSON that is refused", _ => [], OtherDigest + "|do(es)? not name one JSON"),
        Said("an actor of 2 MB", "is larger than the", honest => Changed(honest, actor => actor["summary"] = new string('x', 2 * 1024 * 1024)), NotATable),
        Said("an actor that says it is another", "id is another", honest => Changed(honest, actor => actor["id"] = honest.Origin + "somebody")),
        Said("an actor of another host", "on another host", honest => Changed(honest, actor => actor["id"] = "https://fnt.example/actor")),
        Said("keys of another owner", "states no key", honest => Changed(honest, actor =>
        {
            actor["assertionMethod"]![0]!["controller"] = "https://fnt.example/actor";
            actor["publicKey"]!["owner"] = "https://fnt.example/actor";
        })),
        Said("an inbox of another host", "no inbox on its own host", honest => Changed(honest, actor =>
        {
            actor["inbox"] = "https://fnt.example/inbox";
            actor["endpoints"]!["sharedInbox"] = "https://fnt.example/inbox";
        })),
        new("a file of another digest", "id is another", exchange =>
            exchange.Answer("200 OK", Encoding.ASCII.GetBytes("{ }"), "application/activity+json", "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"))
            { IsDelivered = true, ReasonOfFile = OtherDigest },
    ];

    private static Behaviour Typed(string name, string? type, string reason) => new(
        name, reason, exchange => exchange.Answer("200 OK", Encoding.UTF8.GetBytes(exchange.Peer.Honest.Node().ToJsonString()), type))
    {
        IsDelivered = true,
        ReasonOfFile = NotATable,
        Document = honest => Encoding.UTF8.GetBytes(honest.Node().ToJsonString()),
    };

    private static Behaviour Said(string name, string reason, Func<HonestAnswers, byte[]> document, string? ofFile = null) => new(
        name, reason, exchange => exchange.Answer("200 OK", document(exchange.Peer.Honest)))
    {
        IsDelivered = true,
        Document = document,
        ReasonOfFile = ofFile ?? NotATable,
    };

    private static byte[] Changed(HonestAnswers honest, Action<JsonObject> change)
    {
        var actor = honest.Node();
        change(actor);
        return Encoding.UTF8.GetBytes(actor.ToJsonString());
    }
}
