using System.Diagnostics.Metrics;
using Federation.Node.Documents.Versions;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Telemetry;

namespace Federation.Node.Documents.Scanning;

/// <summary>
/// Keeps bytes that are to become a document: scanned, where there is a scanner, after all of them came and before anything names them. So a sender who is
/// slow holds no place at the scanner, and nobody was told yet that anything is kept.
/// </summary>
internal sealed partial class ScannedBytes(DocumentBytes bytes, VersionParts parts, VirusScanner scanner, ScanTable table, NodeOptions options, ILogger<ScannedBytes> log) : IDisposable
{
    private static readonly Counter<long> Scanned = NodeMeter.Instance.CreateCounter<long>(
        "federation.documents.scanned", "{document}", "Documents that the virus scanner was asked about, by verdict: Clean, Found, TooLarge, Away.");

    private readonly SemaphoreSlim places = new(ScanLimits.AtOnce);

    /// <summary>Keeps a stream, see <see cref="DocumentBytes.KeepVersion"/>; when it returns bytes, they may become a document.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="room">Bytes for which there is room; null: no limit.</param>
    /// <param name="checksum">What the sender says they add up to; null: nothing.</param>
    /// <param name="before">The version that these bytes are to follow; see <see cref="DocumentBytes"/>.</param>
    public async Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> Keep(
        Stream plain, long? length, long? room, Checksum? checksum, CancellationToken cancel, VersionBytes? before = null)
    {
        var (stored, refusal) = await bytes.KeepVersion(plain, length, room, checksum, cancel, before);
        if (stored is null || !scanner.IsOn || stored.Length == 0)
        {
            return (stored, refusal);
        }

        try
        {
            if (await Refuse(stored, cancel) is not { } unfit)
            {
                return (stored, null);
            }

            await bytes.Forget(stored);
            return (null, unfit);
        }
        catch
        {
            await bytes.Forget(stored);
            throw;
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<DocumentRefusal?> Refuse(KeptBytes stored, CancellationToken cancel)
    {
        var verdict = await Scan(stored, cancel);
        Scanned.Add(1, new KeyValuePair<string, object?>("verdict", verdict.Kind.ToString()));
        switch (verdict.Kind)
        {
            case VerdictKind.Clean:
                return null;
            case VerdictKind.Found:
                Found(log, verdict.Detail);
                return new ScanRefusal.Infected(verdict.Detail);
            case VerdictKind.TooLarge when options.AcceptsUnscanned:
                TooLarge(log, stored.Length);
                return null;
            case VerdictKind.TooLarge:
                return new ScanRefusal.TooLargeToScan();
            default:
                Away(log, options.VirusScanner!, verdict.Detail); // it is on
                if (!options.AcceptsUnscanned)
                {
                    return new ScanRefusal.ScannerAway();
                }

                await table.Ask(stored.Blob.ToString(), cancel);
                return null;
        }
    }

    private async Task<ScanVerdict> Scan(KeptBytes stored, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            await using var content = await parts.Open(stored, cancel);
            return await scanner.Scan(content, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    [LoggerMessage(EventId = 4231, Level = LogLevel.Warning, Message = "The virus scanner found {Signature} in a file that was sent; nothing of it was kept.")]
    private static partial void Found(ILogger log, string signature);

    [LoggerMessage(EventId = 4232, Level = LogLevel.Warning,
        Message = "A file of {Bytes} bytes was kept without a scan: it is larger than the virus scanner takes. Raise StreamMaxLength in clamd.conf, or set unscannedDocuments to refuse.")]
    private static partial void TooLarge(ILogger log, long bytes);

    [LoggerMessage(EventId = 4233, Level = LogLevel.Error, Message = "The virus scanner at {Address} does not answer: {Reason}. Start clamd, or see that the node may reach it.")]
    private static partial void Away(ILogger log, string address, string reason);
}
