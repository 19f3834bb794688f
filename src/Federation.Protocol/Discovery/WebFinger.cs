using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

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
            return Account.TryRead(resource, out var account) && account.Host.Equals(origin.Authority, StringComparison.OrdinalIgnoreCase)
                && actors.ContainsKey(account.Name)
                ? account.Name
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
                ["type"] = ActivityContexts.MediaType,
                ["href"] = actor.AbsoluteUri,
            }),
        };
    }

    /// <summary>The address that a descriptor of an account is asked from, relative to its host.</summary>
    public static string Query(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return $"{Path}?resource={Uri.EscapeDataString(account.ToString())}";
    }

    /// <summary>
    /// Checks that account and actor name each other: what a host says of the account must point to the actor, and of the actor to the
    /// account. Either alone lets one server speak in another's name.
    /// </summary>
    /// <param name="account">The account that was asked for.</param>
    /// <param name="descriptor">What its host answered.</param>
    /// <param name="actor">The actor document found at <see cref="ResourceDescriptor.Actor"/>.</param>
    /// <returns>Null when they do, else the reason in one sentence.</returns>
    public static string? Refute(Account account, ResourceDescriptor descriptor, JsonObject actor)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(actor);
        if (!Account.TryRead(descriptor.Subject, out var subject) || subject != account)
        {
            return $"{account.Host} answered for {descriptor.Subject ?? "nobody"}, not for {account}.";
        }

        if (descriptor.Actor is not { } url)
        {
            return $"{account.Host} names no actor of {account}, or several.";
        }

        if (ActivityShape.Id(actor) != url.AbsoluteUri)
        {
            return $"The document at {url} is the actor {ActivityShape.Id(actor) ?? "of no address"}.";
        }

        return account.Name.Equals(ActivityShape.Text(actor, "preferredUsername"), StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The actor {url} does not call itself {account.Name}.";
    }
}
