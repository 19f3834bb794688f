using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Protocol.Discovery;

/// <summary>A JSON Resource Descriptor of another server, read strictly (RFC 7033 §4.4).</summary>
/// <param name="Subject">What it describes; null when it does not say (host-meta and NodeInfo do not).</param>
/// <param name="Aliases">Other names of the subject.</param>
/// <param name="Links">Its links.</param>
public sealed record ResourceDescriptor(string? Subject, IReadOnlyList<string> Aliases, IReadOnlyList<ResourceLink> Links)
{
    /// <summary>Links and aliases read; real servers send below 10.</summary>
    private const int MaxEntries = 64;

    /// <summary>URL of the subject's actor: the link <c>self</c> with one of the two ActivityStreams types; null when there is none, or two that differ.</summary>
    public Uri? Actor => Links.Where(link => link.Relation == "self" && ActivityContexts.IsMediaType(link.Type))
        .Select(link => link.Target).Distinct().ToList() is [var one] ? one : null;

    /// <summary>Reads a descriptor.</summary>
    /// <param name="document">What the server sent.</param>
    /// <param name="read">The descriptor.</param>
    /// <param name="reason">Why it is none, in one sentence.</param>
    public static bool TryRead(JsonObject document, [NotNullWhen(true)] out ResourceDescriptor? read, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(document);
        read = null;
        reason = null;
        if (document["subject"] is not null && ActivityShape.Text(document, "subject") is null)
        {
            reason = "The descriptor's subject is not text.";
        }
        else if (!TryReadAliases(document["aliases"], out var aliases))
        {
            reason = "The descriptor's aliases are not a short list of texts.";
        }
        else if (document["links"] is not (null or JsonArray { Count: <= MaxEntries }))
        {
            reason = "The descriptor's links are not a short list.";
        }
        else
        {
            var links = new List<ResourceLink>();
            foreach (var each in document["links"] as JsonArray ?? [])
            {
                if (each is not JsonObject link || ResourceLink.Read(link) is not { } known)
                {
                    reason = "A link of the descriptor has no relation, or a target that is no web address.";
                    return false;
                }

                links.Add(known);
            }

            read = new ResourceDescriptor(ActivityShape.Text(document, "subject"), aliases, links);
        }

        return read is not null;
    }

    private static bool TryReadAliases(JsonNode? node, out List<string> aliases)
    {
        aliases = [];
        if (node is null)
        {
            return true;
        }

        if (node is not JsonArray { Count: <= MaxEntries } list)
        {
            return false;
        }

        foreach (var each in list)
        {
            if (each is not JsonValue value || !value.TryGetValue(out string? alias))
            {
                return false;
            }

            aliases.Add(alias);
        }

        return true;
    }
}
