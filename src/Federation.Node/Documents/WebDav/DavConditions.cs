using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;

namespace Federation.Node.Documents.WebDav;

/// <summary>Holds a request against what it takes for granted: the <c>If</c> of WebDAV and the conditions of HTTP.</summary>
internal sealed class DavConditions(Reaches reaches, DocumentViews views, NodeOptions options)
{
    /// <summary>
    /// Reads the conditions of a request and looks whether its <c>If</c> holds. A tag that it named is then a condition of the write itself,
    /// so that nobody slips in between.
    /// </summary>
    public async Task<(Conditions When, Refusal? Refusal)> Read(HttpRequest request, Guid by, IReadOnlyList<string> path, CancellationToken cancel)
    {
        var plain = DavHeaders.Conditions(request) with { Tokens = [] };
        if (!request.Headers.TryGetValue("If", out var header))
        {
            return (plain, null);
        }

        if (DavIf.Read(string.Join(' ', header.ToArray())) is not { } condition)
        {
            return (plain, new DocumentRefusal.BadIf());
        }

        foreach (var list in condition.Lists)
        {
            var place = PathOf(request, list.Resource, path) is { } at ? await views.Find(await reaches.To(by, at, cancel), cancel) : null;
            if (list.Conditions.All(each => Holds(each, place)))
            {
                var pinned = list.Conditions.Any(each => each is { Not: false, Tag: not null }) && place!.Path.SequenceEqual(path); // a tag held: it is there
                return (plain with { Tokens = condition.Tokens, IfMatch = plain.IfMatch ?? (pinned ? [place!.Entry!.Tag!] : null) }, null);
            }
        }

        return (plain, new DocumentRefusal.ChangedMeanwhile());
    }

    private static bool Holds(DavIf.Condition condition, Place? place) => condition.Not != (condition.Tag is { } tag
        ? place?.Entry?.Tag is { } current && tag == $"\"{current}\""
        : place is not null && DavIf.TokenOf(condition.Token) is { } token && LockRules.Covering(place).Any(held => held.Token == token));

    private IReadOnlyList<string>? PathOf(HttpRequest request, string? resource, IReadOnlyList<string> path) =>
        resource is null ? path
        : DavHeaders.PathOn(request, options, resource) is (var found, null) ? found
        : null;
}
