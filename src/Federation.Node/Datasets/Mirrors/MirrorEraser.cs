using Federation.Node.Datasets.Corrections;
using Federation.Node.Datasets.Releases;
using Marten;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>Destroys copies that their publisher takes back, and corrects the roll-ups that were made of them, in one session.</summary>
internal sealed class MirrorEraser(Corrector corrector, DatasetDesk desk)
{
    /// <summary>Queues all of it.</summary>
    /// <param name="session">Saved by the caller.</param>
    /// <param name="host">The publisher.</param>
    /// <param name="datasetUrl">The dataset.</param>
    /// <param name="versionUrl">The version; null for all that are held.</param>
    /// <param name="because">The activity that asks for it.</param>
    /// <param name="reason">Why, as those are told who hold roll-ups of it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ErasedCopies> Erase(
        IDocumentSession session, string host, string datasetUrl, string? versionUrl, string because, string reason, DateTimeOffset now, CancellationToken cancel)
    {
        var id = Mirror.IdOf(datasetUrl);
        var stream = await session.Events.FetchForWriting<Mirror>(id, cancel);
        var wasErased = versionUrl is not null && stream.Aggregate?.TakenBack.Contains(versionUrl) == true;
        var held = (stream.Aggregate?.Versions ?? []).Where(version => versionUrl is null || version.Url == versionUrl).ToList();
        List<string> urls = versionUrl is null ? [.. held.Select(version => version.Url)] : wasErased ? [] : [versionUrl];
        var events = urls.Select(url => new MirrorErased(id, host, datasetUrl, url, because, held.Any(version => version.Url == url), now)).ToList();
        if (events.Count > 0 && stream.Aggregate is null)
        {
            session.Events.StartStream<Mirror>(id, events);
        }
        else
        {
            stream.AppendMany(events);
        }

        var still = (stream.Aggregate?.Versions ?? []).Except(held).SelectMany(Digests).ToHashSet(StringComparer.Ordinal);
        List<string> digests = [.. held.SelectMany(Digests).Distinct().Where(digest => !still.Contains(digest))];
        ReleaseFiles.Erase(session, host, id, digests, now);

        var lost = new Lost(new HashSet<Guid>(), urls.ToHashSet(StringComparer.Ordinal), reason);
        var corrected = new List<string>();
        foreach (var dataset in (await desk.All(cancel)).Where(dataset => dataset.Source.IsRollUp))
        {
            corrected.AddRange(await corrector.Correct(session, dataset.Id, lost, [because], now, cancel));
        }

        return new ErasedCopies(held.Count > 0 || (wasErased && await HadIt(session, id, versionUrl!, cancel)), digests.Count, corrected); // wasErased looked
    }

    // Taken back before says only that it must not be here: a notice that overtook what it is about found nothing, and neither does the next.
    private static async Task<bool> HadIt(IDocumentSession session, Guid id, string versionUrl, CancellationToken cancel) =>
        (await session.Events.FetchStreamAsync(id, token: cancel)).Any(each => each.Data is MirrorErased { WasHeld: true } erased && erased.VersionUrl == versionUrl);

    private static string[] Digests(MirroredVersion version) => [version.TableSha256, version.CsvSha256];
}

/// <summary>What was destroyed.</summary>
/// <param name="WasHeld">True when a copy was here, now or when it was asked for before.</param>
/// <param name="Files">How many files were destroyed now.</param>
/// <param name="Corrected">URLs of own versions that were taken back, and of those that replace them.</param>
internal sealed record ErasedCopies(bool WasHeld, int Files, IReadOnlyList<string> Corrected);
