namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Sends our node elsewhere. It goes nowhere.</summary>
internal static class Detours
{
    public static IReadOnlyList<Behaviour> List { get; } =
    [
        To("redirects in a loop", "302 Found", exchange => exchange.Request!.Target), // read before it is answered
        To("redirects along a chain", "302 Found", exchange => exchange.Request!.Target + (exchange.Request.Target.Contains('?', StringComparison.Ordinal) ? "&hop" : "?hop")),
        To("redirects to a private address", "302 Found", _ => "http://169.254.169.254/latest/meta-data/"),
        To("redirects to our own machine", "307 Temporary Redirect", _ => "http://127.0.0.1:5432/"),
        To("redirects to a file", "301 Moved Permanently", _ => "file:///etc/passwd"),
        To("redirects to another scheme", "308 Permanent Redirect", exchange => $"gopher://{exchange.Peer.Host}/1"),
        To("redirects to nowhere", "302 Found", _ => "http://["),
        new("redirects without saying where", "answered 302", exchange => exchange.Answer("302 Found", [])),
    ];

    private static Behaviour To(string name, string status, Func<Exchange, string> location) => new(
        name, $"answered {status[..3]}", exchange => exchange.Answer(status, [], null, "Location: " + location(exchange)));
}
