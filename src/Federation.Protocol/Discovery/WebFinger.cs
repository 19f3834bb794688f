using System.Text.Json.Nodes;

namespace Federation.Protocol.Discovery;

/// <summary>WebFinger (RFC 7033): from <c>acct:name@host</c> or an actor's URL to the actor, and back.</summary>
public static class WebFinger
{
    /// <summary>Path of the resource.</summary>
    public const string Path = "/.well-known/webfinger";

    /// <summary>Media type of the answer.</summary>
    public const string MediaType = "application/jrd+json";

    /// <summary>The account name a query asks for, or null when it asks for nobody of this origin.</summary>
    /// <param name="resource">The <c>resource</c> parameter.</param>
    /// <param name="origin">Our origin.</param>
    /// <param name="actors">URL of each actor by account name.</param>
    public static string? Find(string resource, Uri origin, IReadOnlyDictionary<string, Uri> actors)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(actors);
        if (resource.StartsWith("acct:", StringComparison.OrdinalIgnoreCase))
        {
            return resource[5..].TrimStart('@').Split('@') is [var name, var host]
                && host.Equals(origin.Authority, StringComparison.OrdinalIgnoreCase)
                && actors.ContainsKey(name.ToLowerInvariant())
                ? name.ToLowerInvariant()
                : null;
        }

        return actors.FirstOrDefault(actor => actor.Value.AbsoluteUri == resource).Key;
    }

    /// <summary>The JSON Resource Descriptor of an actor.</summary>
    public static JsonObject Describe(string name, Uri origin, Uri actor)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(actor);
        return new JsonObject
        {
            ["subject"] = $"acct:{name}@{origin.Authority}",
            ["aliases"] = new JsonArray(actor.AbsoluteUri),
            ["links"] = new JsonArray(new JsonObject
            {
                ["rel"] = "self",
                ["type"] = Activities.ActivityContexts.MediaType,
                ["href"] = actor.AbsoluteUri,
            }),
        };
    }
}
