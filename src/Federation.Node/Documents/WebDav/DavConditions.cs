using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;

namespace Federation.Node.Documents.WebDav;

/// <summary>Holds a request against what it takes for granted: the <c>If</c> of WebDAV and the conditions of HTTP.</summary>
internal sealed class DavConditions(Reaches reaches, ShownTags tags, NodeOptions options)
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
            return await OfFolder(plain, by, path, cancel);
        }

        if (DavIf.Read(string.Join(' ', header.ToArray())) is not { } condition)
        {
            return (plain, new DocumentRefusal.BadIf());
        }

        foreach (var list in condition.Lists)
        {
            var place = PathOf(request, list.Resource, path) is { } at ? await Find(by, at, cancel) : null;
            if (list.Conditions.All(each => Holds(each, place)))
            {
                var pinned = list.Conditions.Any(each => each is { Not: false, Tag: not null }) && place!.Path.SequenceEqual(path); // a tag held: it is there
                return (plain with { Tokens = condition.Tokens, IfMatch = plain.IfMatch ?? (pinned && place!.Entry is { IsFolder: false } entry ? [entry.Tag!] : null) }, null);
            }
        }

        return (plain, new DocumentRefusal.ChangedMeanwhile());
    }

    // A folder's tag is held against the folder here, not by the write: what happens elsewhere in it meanwhile is no reason to refuse.
    private async Task<(Conditions When, Refusal? Refusal)> OfFolder(Conditions plain, Guid by, IReadOnlyList<string> path, CancellationToken cancel)
    {
        if ((plain.IfMatch ?? []).Concat(plain.IfNoneMatch ?? []).All(tag => tag == Conditions.Any)
            || await Find(by, path, cancel) is not { Entry: { IsFolder: true } folder })
        {
            return (plain, null);
        }

        return plain.Hold(folder) ? (plain with { IfMatch = null, IfNoneMatch = null }, null) : (plain, new DocumentRefusal.ChangedMeanwhile());
    }

    private async Task<Place> Find(Guid by, IReadOnlyList<string> path, CancellationToken cancel)
    {
        var (way, place) = await reaches.Look(by, path, cancel);
        if (place.Entry is not { IsFolder: true } folder)
        {
            return place;
        }

        return place with { Entry = folder with { Tag = (await tags.Of(folder.Id, false, way.Others, cancel))(folder.Id) } };
    }

    private static bool Holds(DavIf.Condition condition, Place? place) => condition.Not != (condition.Tag is { } tag
        ? place?.Entry?.Tag is { } current && tag == $"\"{current}\""
        : place is not null && DavIf.TokenOf(condition.Token) is { } token && LockRules.Covering(place).Any(held => held.Token == token));

    private IReadOnlyList<string>? PathOf(HttpRequest request, string? resource, IReadOnlyList<string> path) =>
        resource is null ? path
        : DavHeaders.PathOn(request, options, resource) is (var found, null) ? found
        : null;
}
