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
                    .Select(dataset => new PublishedRelease(dataset.Id, dataset.Source, dataset.Current!.Version, dataset.Current.TableSha256, dataset.Current.Document))]); // just looked
        }
        finally
        {
            reading.Release();
        }
    }

    // Marten counts the changes of each document.
    private async Task<(long Datasets, long Changes)> State(CancellationToken cancel) => (await source.List(
        "select count(*), coalesce(sum(mt_version), 0)::bigint from node.mt_doc_dataset", row => (row.GetInt64(0), row.GetInt64(1)), cancel))[0];

    private sealed record Known((long Datasets, long Changes) State, IReadOnlyDictionary<Guid, Text> Titles, IReadOnlyList<PublishedRelease> Releases);
}

/// <summary>What everybody may know of a dataset that is published.</summary>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Source">What it is made of.</param>
/// <param name="Version">Number of the newest version that still has its files.</param>
/// <param name="TableSha256">Its table among the files of <see cref="ReleaseFiles.Ours"/>, which not everybody may read.</param>
/// <param name="Document">The signed description of that version.</param>
internal sealed record PublishedRelease(Guid DatasetId, DatasetSource Source, int Version, string TableSha256, string Document);
