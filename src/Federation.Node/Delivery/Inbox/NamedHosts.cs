using System.Text.Json.Nodes;

namespace Federation.Node.Delivery.Inbox;

/// <summary>Whose things a document speaks of: the hosts of its actors, ids, authors and proof keys, at any depth. Links in texts do not count.</summary>
internal static class NamedHosts
{
    private static readonly string[] Naming = ["id", "actor", "object", "attributedTo", "verificationMethod", "controller", "owner"];

    /// <summary>Each host once, but for the one given: who sends it has been looked at.</summary>
    public static IReadOnlyCollection<string> Of(JsonObject document, string except)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(document, isNaming: false, except, hosts);
        hosts.Remove(except);
        return hosts;
    }

    private static void Collect(JsonNode? node, bool isNaming, string except, HashSet<string> hosts)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach (var (name, value) in thing)
                {
                    Collect(value, Naming.AsSpan().Contains(name), except, hosts);
                }

                break;
            case JsonArray several:
                foreach (var each in several)
                {
                    Collect(each, isNaming, except, hosts);
                }

                break;
            case JsonValue value when isNaming && value.TryGetValue(out string? url) && !IsPlainlyOf(except, url) && InboxRules.HostOf(url) is { } host:
                hosts.Add(host);
                break;
        }
    }

    // Nearly every address is of the sender, and parsing a URL costs more than all else here.
    private static bool IsPlainlyOf(string host, string url)
    {
        var rest = url.AsSpan();
        rest = rest.StartsWith("https://") ? rest[8..] : rest.StartsWith("http://") ? rest[7..] : default;
        return rest.StartsWith(host) && rest[host.Length..].StartsWith("/");
    }
}
