using Federation.Node.Hosting;
using Federation.Storage.Blobs;
using Marten;

namespace Federation.Node.Documents.Search;

/// <summary>Reads new versions for search, on every replica, each document by one at a time and one after another: searching waits, members do not.</summary>
internal sealed partial class SearchWorker(
    SearchQueue queue, SearchTable table, DocumentBytes bytes, IDocumentStore store, ILogger<SearchWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Every(LookEvery, TimeProvider.System, Look, e => Interrupted(log, e.Message), stoppingToken);

    private async Task Look(CancellationToken cancel)
    {
        while (await queue.FinishUnread(cancel))
        {
        }

        while (await queue.Claim(cancel) is { } due)
        {
            await Serve(due, cancel);
        }
    }

    private async Task Serve(DueReading due, CancellationToken cancel)
    {
        if (due.Attempts > SearchLimits.Attempts)
        {
            GaveUp(log, due.DocumentId, SearchLimits.Attempts);
            if (await table.Find(due.DocumentId, cancel) is { } unreadable)
            {
                await table.Keep(due.DocumentId, unreadable.Tag, Reading.Of(ReadingOutcome.Unreadable), cancel); // or it would be asked for again
            }

            await queue.Finish(due, cancel);
            return;
        }

        if (await table.Find(due.DocumentId, cancel) is not { } found)
        {
            await queue.Finish(due, cancel); // erased before it was read
            return;
        }

        var reading = await Read(due.DocumentId, found.Name, found.Tag, cancel);
        if (reading is not null && await table.Keep(due.DocumentId, found.Tag, reading, cancel))
        {
            await queue.Finish(due, cancel);
        }
    }

    // Null: it changed or went since it was looked at; whoever changed it asked again, and else the lease runs out.
    private async Task<Reading?> Read(Guid id, string name, string tag, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        if (await session.LoadAsync<Entry>(id, cancel) is not { Versions: [.., var newest] } || DocumentRules.TagOf(newest.Bytes) != tag)
        {
            return null;
        }

        if (await bytes.Withheld(newest.Bytes, cancel) is not null)
        {
            return Reading.Of(ReadingOutcome.Unreadable);
        }

        try
        {
            await using var content = await bytes.Open(newest.Bytes, cancel);
            return content is null ? null : await DocumentText.Read(name, content, cancel);
        }
        catch (BlobMissingException)
        {
            return null; // erased a moment ago; bytes that the disk lost are found by "federation verify"
        }
    }

    [LoggerMessage(EventId = 4211, Level = LogLevel.Warning, Message = "Reading documents for search was interrupted and goes on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);

    [LoggerMessage(EventId = 4212, Level = LogLevel.Warning, Message = "The document {Document} could not be read for search in {Attempts} attempts; it is found by its name only.")]
    private static partial void GaveUp(ILogger log, Guid document, int attempts);
}
