using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Npgsql;

namespace Federation.Node.Datasets.Releases;

/// <summary>
/// The newest version of every dataset, for whoever asks often: strangers, and members on their page of today. Datasets are read again only when one of them has changed, for
/// each holds the ids of all consents behind every version.
/// </summary>
internal sealed class PublishedReleases(NpgsqlDataSource source, DatasetDesk desk) : IDisposable
{
    private readonly SemaphoreSlim reading = new(1);
    private volatile Known? known;

    /// <summary>All of them as they are now, by title.</summary>
    public async Task<IReadOnlyList<PublishedRelease>> All(CancellationToken cancel) => (await Read(cancel)).Releases;

    /// <summary>True of a file of a version that everybody may read.</summary>
    public async Task<bool> IsOpen(string sha256, CancellationToken cancel) =>
        (await All(cancel)).Any(release => release.OpenedAt is not null && (release.TableSha256 == sha256 || release.CsvSha256 == sha256));

    /// <summary>True of a file of a version that everybody could read once, which is erased.</summary>
    public async Task<bool> WasOpen(string sha256, CancellationToken cancel) => (await Read(cancel)).OpenOnce.Contains(sha256);

    /// <summary>The titles of all datasets, those too of which nothing is published any more.</summary>
    public async Task<IReadOnlyDictionary<Guid, Text>> Titles(CancellationToken cancel) => (await Read(cancel)).Titles;

    public void Dispose() => reading.Dispose();

    private async Task<Known> Read(CancellationToken cancel)
    {
        var state = await State(cancel);
        if (known is { } before && before.State == state)
        {
            return before;
        }

        await reading.WaitAsync(cancel); // whoever waited finds what the first has read
        try
        {
            state = await State(cancel); // before the datasets: what changes between the two is read again next time
            if (known is { } meanwhile && meanwhile.State == state)
            {
                return meanwhile;
            }

            var all = await desk.All(cancel);
            return known = new Known(
                state, all.ToDictionary(dataset => dataset.Id, dataset => dataset.Source.Title),
                [.. all.Where(dataset => dataset.Current is not null)
                    .Select(dataset => PublishedRelease.Of(dataset, dataset.Current!))], // just looked
                all.SelectMany(dataset => dataset.Releases).Where(release => release is { OpenedAt: not null, IsErased: true })
                    .SelectMany(release => new[] { release.TableSha256, release.CsvSha256 }).ToHashSet(StringComparer.Ordinal));
        }
        finally
        {
            reading.Release();
        }
    }

    // Marten counts the changes of each document.
    private async Task<(long Datasets, long Changes)> State(CancellationToken cancel) => (await source.List(
        "select count(*), coalesce(sum(mt_version), 0)::bigint from node.mt_doc_dataset", row => (row.GetInt64(0), row.GetInt64(1)), cancel))[0];

    private sealed record Known(
        (long Datasets, long Changes) State, IReadOnlyDictionary<Guid, Text> Titles, IReadOnlyList<PublishedRelease> Releases, IReadOnlySet<string> OpenOnce);
}

/// <summary>What everybody may know of a dataset that is published.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Source">What it is made of.</param>
/// <param name="Version">Number of the newest version that still has its files.</param>
/// <param name="TableSha256">Its table among the files of <see cref="ReleaseFiles.Ours"/>, which not everybody may read.</param>
/// <param name="CsvSha256">The same as CSV.</param>
/// <param name="Document">The signed description of that version.</param>
/// <param name="OpenedAt">When its files were opened to everybody; null when they were not.</param>
internal sealed record PublishedRelease(Guid DatasetId, DatasetSource Source, int Version, string TableSha256, string CsvSha256, string Document, DateTimeOffset? OpenedAt)
{
    /// <summary>What is known of a version that stands.</summary>
    public static PublishedRelease Of(Dataset dataset, Release current) =>
        new(dataset.Id, dataset.Source, current.Version, current.TableSha256, current.CsvSha256, current.Document, current.OpenedAt);
}
