using Federation.Node.Consents;
using Federation.Node.Hosting;
using Marten;

namespace Federation.Node.Datasets.Corrections;

/// <summary>Corrects the datasets of campaigns from which somebody withdrew; on every replica, each campaign by one at a time.</summary>
internal sealed partial class CorrectionWorker(
    CorrectionQueue queue, Corrector corrector, DatasetDesk desk, IConsents consents, IDocumentStore store, TimeProvider time, ILogger<CorrectionWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    /// <summary>Longest pause between attempts at a correction that fails.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Every(LookEvery, TimeProvider.System, Look, e => Interrupted(log, e.Message), stoppingToken);

    private async Task Look(CancellationToken cancel)
    {
        while (await queue.Claim(cancel) is { } due)
        {
            await Serve(due, cancel);
        }
    }

    private async Task Serve(DueCorrection due, CancellationToken cancel)
    {
        try
        {
            await Correct(due.CampaignId, cancel);
            await queue.Finish(due, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(due.Failures, 10)));
            Failed(log, due.CampaignId, pause, e.Message);
            await queue.Fail(due, e.Message, pause, cancel);
        }
    }

    private async Task Correct(Guid campaignId, CancellationToken cancel)
    {
        var active = await consents.AllActiveIds(campaignId, cancel);
        foreach (var dataset in await desk.AllOfCampaign(campaignId, cancel))
        {
            var withdrawn = dataset.Releases.SelectMany(release => release.Consents).Concat(dataset.Candidate?.Consents ?? [])
                .Where(consent => !active.Contains(consent)).ToHashSet();
            await using var session = store.LightweightSession();
            await corrector.Correct(session, dataset.Id, new Lost(withdrawn, new HashSet<string>()), [], time.GetUtcNow(), cancel);
            await session.SaveChangesAsync(cancel);
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "The correction of the tables of campaign {Campaign} failed and is tried again in {Pause}: {Reason}")]
    private static partial void Failed(ILogger log, Guid campaign, TimeSpan pause, string reason);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "Corrections were interrupted and go on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
