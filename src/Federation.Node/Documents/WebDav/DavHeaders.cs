using System.Globalization;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.WebDav;

/// <summary>Reads the headers that say how: conditions, depth, destination, time.</summary>
internal static class DavHeaders
{
    /// <summary>How deep a request goes; null: all the way, which is also what no header means (RFC 4918 §10.2).</summary>
    /// <returns>False when the header is none of 0, 1 and infinity.</returns>
    public static bool TryDepth(HttpRequest request, out int? depth)
    {
        var text = request.Headers["Depth"].ToString();
        depth = text is "0" or "1" ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        return depth is not null || text.Length == 0 || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// HTTP's conditions on a write. What cannot be read, or a weak tag, holds for no state: a client that asks for care must not be
    /// answered without.
    /// </summary>
    public static Conditions Conditions(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        var ifMatch = request.Headers.IfMatch.Count == 0 ? null : Tags(headers.IfMatch, keepWeak: false);
        var ifNoneMatch = request.Headers.IfNoneMatch.Count == 0 ? null : Tags(headers.IfNoneMatch, keepWeak: true);
        return ifNoneMatch is [] ? new([], ifNoneMatch) : new(ifMatch, ifNoneMatch);
    }

    /// <summary>Where to move or copy (RFC 4918 §10.3).</summary>
    public static (IReadOnlyList<string> Path, DocumentRefusal? Refusal) Destination(HttpRequest request, NodeOptions options) =>
        PathOn(request, options, request.Headers["Destination"].ToString());

    /// <summary>The path in an address that a header names: whole, or from the root of this server.</summary>
    public static (IReadOnlyList<string> Path, DocumentRefusal? Refusal) PathOn(HttpRequest request, NodeOptions options, string text)
    {
        if (!text.StartsWith('/') || text.StartsWith("//", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                return ([], new DocumentRefusal.NoDestination());
            }

            // The public name, or the one this very request used.
            if (uri.UserInfo.Length > 0 || (!Same(uri.Authority, options.Origin.Authority) && !Same(uri.Authority, request.Host.Value)))
            {
                return ([], new DocumentRefusal.OtherServer());
            }
        }

        var path = DavPath.WithoutAuthority(text);
        return DavPath.RootOf(path) is { } root && IsOwn(request, root) ? DavPath.Read(path) : ([], new DocumentRefusal.NoDestination());
    }

    /// <summary>The target of a request as it was sent, from the root of this server.</summary>
    public static string TargetOf(HttpContext http) =>
        DavPath.WithoutAuthority(http.Features.Get<IHttpRequestFeature>()!.RawTarget); // every server has it

    /// <summary>The address a request was sent to, under which its answer names things.</summary>
    public static string RootOf(HttpContext http) => DavPath.RootOf(TargetOf(http)) ?? DavPath.Root;

    /// <summary>Whether an address names the documents of who asks.</summary>
    public static bool IsOwn(HttpRequest request, string root) => DavPath.OwnerIn(root) is not { } owner || request.HttpContext.User.IsCalled(owner);

    /// <summary>How long a lock is wanted (§10.7): the first time that can be read, at most an hour, which is also what none means.</summary>
    public static TimeSpan Timeout(HttpRequest request)
    {
        foreach (var wish in request.Headers["Timeout"].ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (wish.StartsWith("Second-", StringComparison.OrdinalIgnoreCase)
                && long.TryParse(wish.AsSpan("Second-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Clamp(seconds, 1, (long)DocumentLimits.LongestLock.TotalSeconds));
            }
        }

        return DocumentLimits.LongestLock;
    }

    /// <summary>What a sync program says about a file it sends; what cannot be read says nothing.</summary>
    public static FileFacts Facts(HttpRequest request)
    {
        var modified = decimal.TryParse(request.Headers["X-OC-Mtime"], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : (DateTimeOffset?)null;
        return new(modified, request.Headers["OC-Checksum"].ToString().Split(' ').Select(Checksum.Read).FirstOrDefault(each => each is not null));
    }

    private static bool Same(string authority, string? other) => authority.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static List<string> Tags(IList<EntityTagHeaderValue> tags, bool keepWeak) =>
        [.. tags.Where(tag => keepWeak || !tag.IsWeak).Select(tag => tag.Tag.Value == "*" ? Documents.Conditions.Any : tag.Tag.Value!.Trim('"'))]; // a parsed tag has one
}
