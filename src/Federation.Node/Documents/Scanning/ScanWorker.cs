using Federation.Node.Hosting;
using Federation.Storage.Blobs;
using Marten;

namespace Federation.Node.Documents.Scanning;

/// <summary>Has scanned what was kept while the scanner was away, on every replica, one after another. What is found then is withheld from everybody from that moment on.</summary>
internal sealed partial class ScanWorker(VirusScanner scanner, ScanTable table, DocumentBytes bytes, IDocumentStore store, TimeProvider time, ILogger<ScanWorker> log) : BackgroundService
{
    /// <summary>Goes through all that waits.</summary>
    public async Task Look(CancellationToken cancel)
    {
        while (await table.Claim(cancel) is { } due)
        {
            var verdict = await Scan(due, cancel);
            switch (verdict?.Kind)
            {
                case VerdictKind.Away:
                    await table.GiveBack(due.Blob, CancellationToken.None);
                    return; // the others would wait for it too
                case VerdictKind.Found:
                    await table.Finish(due.Blob, verdict.Detail, CancellationToken.None);
                    Found(log, verdict.Detail, due.Number, due.DocumentId);
                    break;
                case VerdictKind.TooLarge:
                    TooLarge(log, due.Number, due.DocumentId);
                    await table.Finish(due.Blob, null, CancellationToken.None);
                    break;
                default:
                    await table.Finish(due.Blob, null, CancellationToken.None); // clean, or erased by now
                    break;
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        scanner.IsOn ? Rounds.Every(ScanLimits.LookEvery, time, Look, e => Interrupted(log, e.Message), stoppingToken) : Task.CompletedTask;

    // Null: it is gone.
    private async Task<ScanVerdict?> Scan(DueScan due, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var version = (await session.LoadAsync<Entry>(due.DocumentId, cancel))?.Numbered().FirstOrDefault(version => version.Number == due.Number);
        try
        {
            await using var content = version is null ? null : await bytes.Open(version.Bytes, cancel);
            return content is null ? null : await scanner.Scan(content, cancel);
        }
        catch (BlobMissingException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 4234, Level = LogLevel.Error,
        Message = "The virus scanner found {Signature} in version {Number} of the document {Document}, which was kept while it was away. Nobody is given that version any more; tell its owner, who can delete it.")]
    private static partial void Found(ILogger log, string signature, int number, Guid document);

    [LoggerMessage(EventId = 4235, Level = LogLevel.Warning,
        Message = "Version {Number} of the document {Document} stays without a scan: it is larger than the virus scanner takes. Raise StreamMaxLength in clamd.conf for those to come.")]
    private static partial void TooLarge(ILogger log, int number, Guid document);

    [LoggerMessage(EventId = 4236, Level = LogLevel.Warning, Message = "Scanning what was kept was interrupted and goes on in a moment: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
