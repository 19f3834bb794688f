using Marten;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>The mirrors that are here.</summary>
internal sealed class MirrorShelf(IDocumentStore store)
{
    public async Task<IReadOnlyList<Mirror>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Mirror>().ToListAsync(cancel)).OrderBy(mirror => mirror.Host, StringComparer.Ordinal)
            .ThenBy(mirror => mirror.DatasetUrl, StringComparer.Ordinal)];
    }

    public async Task<Mirror?> Find(Guid id, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Mirror>(id, cancel);
    }

    /// <summary>
    /// What a roll-up of a template adds up: the newest version of every union's own dataset. Only where there is none, others'
    /// roll-ups: a federation of federations has no unions of its own, and one that has must not count them twice.
    /// </summary>
    /// <param name="template">URL of the template.</param>
    /// <param name="without">Versions taken back a moment ago.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<MirroredSource>> SourcesOf(string template, IReadOnlySet<string> without, CancellationToken cancel)
    {
        var newest = (await All(cancel))
            .Select(mirror => (mirror, Version: mirror.Versions.LastOrDefault(version => !without.Contains(version.Url))))
            .Where(each => each.Version?.Template == template).Select(each => new MirroredSource(each.mirror.Host, each.mirror.DatasetUrl, each.Version!)).ToList(); // just looked
        return newest.Any(each => !each.Version.IsRollUp) ? [.. newest.Where(each => !each.Version.IsRollUp)] : newest;
    }

    /// <summary>
    /// What a correction of a roll-up adds up: of each dataset in it the very version that was in it, and where that is taken back the newest
    /// of the same dataset. Nobody signed off anything else (docs/decisions/0005).
    /// </summary>
    /// <param name="template">URL of the template.</param>
    /// <param name="among">Versions in the table that is corrected.</param>
    /// <param name="without">Versions taken back a moment ago.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<MirroredSource>> LeftOf(
        string template, IReadOnlyList<string> among, IReadOnlySet<string> without, CancellationToken cancel) =>
        [.. (await All(cancel))
            .Where(mirror => among.Any(url => mirror.Find(url) is not null || mirror.TakenBack.Contains(url)))
            .Select(mirror => (mirror, Held: mirror.Versions.Where(version => !without.Contains(version.Url)).ToList()))
            .Select(each => (each.mirror, Version: each.Held.LastOrDefault(version => among.Contains(version.Url))
                ?? each.Held.LastOrDefault(version => version.Template == template)))
            .Where(each => each.Version is not null).Select(each => new MirroredSource(each.mirror.Host, each.mirror.DatasetUrl, each.Version!))]; // just looked

    /// <summary>Those of these versions that are held.</summary>
    public async Task<IReadOnlyList<MirroredSource>> Among(IReadOnlyList<string> urls, CancellationToken cancel) => [.. (await All(cancel))
        .SelectMany(mirror => mirror.Versions.Where(version => urls.Contains(version.Url)).Select(version => new MirroredSource(mirror.Host, mirror.DatasetUrl, version)))];

    /// <summary>URLs of every version held.</summary>
    public async Task<IReadOnlySet<string>> Held(CancellationToken cancel) =>
        (await All(cancel)).SelectMany(mirror => mirror.Versions).Select(version => version.Url).ToHashSet(StringComparer.Ordinal);
}

/// <summary>A version of a peer's dataset that a roll-up adds up.</summary>
/// <param name="Host">Who publishes it.</param>
/// <param name="Dataset">URL of the dataset.</param>
/// <param name="Version">The version.</param>
internal sealed record MirroredSource(string Host, string Dataset, MirroredVersion Version);
