using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Federation.Protocol.Activities;

namespace Federation.Protocol.Discovery;

/// <summary>NodeInfo 2.1 (FEP-f1d5): which software runs a node. Ours names no count of members: that is nobody's business.</summary>
/// <param name="Software">Name of the software, <c>[a-z0-9-]+</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Protocols">What it speaks, like <c>activitypub</c>.</param>
public sealed partial record NodeInfo(string Software, string Version, IReadOnlyList<string> Protocols)
{
    /// <summary>Path of the list of forms.</summary>
    public const string Path = "/.well-known/nodeinfo";

    /// <summary>Path of our form.</summary>
    public const string DocumentPath = "/nodeinfo/2.1";

    /// <summary>Media type of our form.</summary>
    public const string MediaType = "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"";

    private const string Schema = "http://nodeinfo.diaspora.software/ns/schema/";

    // The newest first; 1.x differs in shape and is spoken by nobody who speaks ActivityPub.
    private static readonly string[] Versions = ["2.1", "2.0"];

    /// <summary>The list at <see cref="Path"/>.</summary>
    public static JsonObject Links(Uri origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return new JsonObject
        {
            ["links"] = new JsonArray(new JsonObject
            {
                ["rel"] = Schema + Versions[0],
                ["href"] = origin.GetLeftPart(UriPartial.Authority) + DocumentPath,
            }),
        };
    }

    /// <summary>Address of the newest form that we read in another host's list; null when there is none.</summary>
    public static Uri? Newest(JsonObject links) =>
        ResourceDescriptor.TryRead(links, out var read, out _)
            ? Versions.Select(version => read.Links.FirstOrDefault(link => link.Relation == Schema + version)?.Target)
                .FirstOrDefault(target => target is not null)
            : null;

    /// <summary>The document at <see cref="DocumentPath"/>.</summary>
    /// <param name="repository">Where the source is; null when not said.</param>
    public JsonObject Describe(Uri? repository = null)
    {
        var software = new JsonObject { ["name"] = Software, ["version"] = Version };
        if (repository is not null)
        {
            software["repository"] = repository.AbsoluteUri;
        }

        return new JsonObject
        {
            ["version"] = Versions[0],
            ["software"] = software,
            ["protocols"] = new JsonArray([.. Protocols.Select(protocol => JsonValue.Create(protocol))]),
            ["services"] = new JsonObject { ["inbound"] = new JsonArray(), ["outbound"] = new JsonArray() },
            ["openRegistrations"] = false,
            ["usage"] = new JsonObject { ["users"] = new JsonObject() },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>Reads another host's document.</summary>
    /// <param name="document">What the server sent.</param>
    /// <param name="read">What it says.</param>
    /// <param name="reason">Why it is none, in one sentence.</param>
    public static bool TryRead(JsonObject document, [NotNullWhen(true)] out NodeInfo? read, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(document);
        read = null;
        reason = null;
        if (!Versions.Contains(ActivityShape.Text(document, "version")))
        {
            reason = $"The NodeInfo is not of version {string.Join(" or ", Versions)}.";
        }
        else if (document["software"] is not JsonObject software || ActivityShape.Text(software, "name") is not { } name || !Name().IsMatch(name)
            || ActivityShape.Text(software, "version") is not { Length: <= 200 } version)
        {
            reason = "The NodeInfo names no software and version.";
        }
        else if (document["protocols"] is not JsonArray { Count: <= 32 } protocols
            || !protocols.All(each => each is JsonValue value && value.TryGetValue<string>(out _)))
        {
            reason = "The NodeInfo names no protocols.";
        }
        else
        {
            read = new NodeInfo(name, version, [.. protocols.Select(each => each!.GetValue<string>())]); // looked at above
        }

        return read is not null;
    }

    [GeneratedRegex("^[a-z0-9-]{1,100}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
