using System.Text.Json.Nodes;

namespace Federation.Node.Delivery.Inbox;

/// <summary>Whose things a document speaks of: the hosts of its actors, ids, authors and proof keys, at any depth. Links in texts do not count.</summary>
internal static class NamedHosts
{
    private static readonly string[] Naming = ["id", "actor", "object", "attributedTo", "verificationMethod", "controller", "owner"];

    /// <summary>Each host once, but for the one given: who sends it has been looked at.</summary>
    public static IReadOnlyList<string> Of(JsonObject document, string except)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(document, hosts);
        hosts.Remove(except);
        return [.. hosts];
    }

    private static void Collect(JsonNode? node, HashSet<string> hosts)
    {
        switch (node)
        {
            case JsonObject thing:
                foreach (var (name, value) in thing)
                {
                    if (Naming.Contains(name, StringComparer.Ordinal))
                    {
                        Name(value, hosts);
                    }

                    Collect(value, hosts);
                }

                break;
            case JsonArray several:
                foreach (var each in several)
                {
                    Collect(each, hosts);
                }

                break;
        }
    }

    private static void Name(JsonNode? node, HashSet<string> hosts)
    {
        foreach (var each in node is JsonArray several ? several : [node?.DeepClone()])
        {
            if (each is JsonValue value && value.TryGetValue(out string? url) && InboxRules.HostOf(url) is { } host)
            {
                hosts.Add(host);
            }
        }
    }
}
