using Federation.Node.Delivery;
using Federation.Node.Tools.Archives;

namespace Federation.Node.Tools.Copies;

/// <summary>Fetches the archives of announced tools, streamed and bounded, apart from the inbox: an announcement is taken in a moment, 200 MiB are not.</summary>
internal sealed partial class ArchiveFetcher(
    FetchQueue queue, CopyDesk desk, ToolArchives archives, IStreamedFetch fetch, ToolLimits limits, TimeProvider time, ILogger<ArchiveFetcher> log)
    : BackgroundService
{
    /// <summary>Bytes a second that a peer has to send: 64 KiB, the upstream of an old line; who is slower is asked again later.</summary>
    public const int LeastPace = 64 * 1024;

    /// <summary>Archives one replica fetches at a time.</summary>
    private const int AtOnce = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Serve(stoppingToken)));

    private async Task Serve(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await queue.Claim(stop) is { } due)
                {
                    await Fetch(due, stop);
                }

                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e.Message); // the database may restart under us; the next look is in a moment
                await Task.Delay(LookEvery, CancellationToken.None);
            }
        }
    }

    private async Task Fetch(DueFetch due, CancellationToken cancel)
    {
        if (await desk.Load(due.CopyId, cancel) is not { Archive: null, RevokedBecause: null, ArchiveUrl: { } url } copy)
        {
            await queue.Finish(due.CopyId, cancel);
            return;
        }

        var (failures, reason, asked) = (ToolLimits.MostAttempts, (string?)null, (TimeSpan?)null); // what cannot become right is not tried again
        try
        {
            var held = (await desk.All(cancel)).Where(each => each.Host == copy.Host && each.Archive is not null).Sum(each => each.Bytes);
            reason = ToolCopyRules.MayFetch(copy, held, limits);
            if (reason is null)
            {
                var (archive, refusal) = await Read(copy, url, cancel);
                reason = refusal?.Message.En;
                failures = refusal is ToolRefusal.Full ? due.Failures + 1 : failures;
                if (archive is not null)
                {
                    await desk.Mirrored(copy.Id, archive, cancel);
                    await queue.Finish(copy.Id, cancel);
                    return;
                }
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            (reason, asked) = (e.Message, (e as FetchException)?.RetryAfter);
            failures = e is FetchException { IsGone: true } ? failures : ToolCopyRules.Failures(due.Failures, asked, time.GetUtcNow() - copy.At);
        }

        Failed(log, copy.Url, reason ?? "");
        await queue.Fail(copy.Id, failures, reason ?? "", ToolCopyRules.Pause(failures, asked), cancel);
    }

    private async Task<(ToolArchive? Archive, ToolRefusal? Refusal)> Read(ToolCopy copy, Uri url, CancellationToken cancel)
    {
        var within = Grace + TimeSpan.FromSeconds(copy.Bytes / LeastPace);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var holding = Hold(copy.Id, end.Token);
        try
        {
            return await fetch.Read(url, within, (content, stop) => archives.Keep(content, (copy.Sha256, copy.Bytes), stop), cancel);
        }
        finally
        {
            await end.CancelAsync();
            await holding;
        }
    }

    // So that nobody else fetches it while this replica lives, and somebody does soon after it was killed.
    private async Task Hold(Guid copyId, CancellationToken end)
    {
        using var timer = new PeriodicTimer(FetchQueue.Renewal);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(end);
                await queue.Renew(copyId, end);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e.Message); // fetched twice at worst, and kept once
            }
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "The archive of the tool {Url} is not here yet; the page of tools shows it: {Reason}")]
    private static partial void Failed(ILogger log, string url, string reason);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Fetching tools was interrupted and goes on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
