using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.SyncClients;
using Federation.Node.Documents.Versions;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Keeps and opens the bytes of versions: encrypted, durable before anything names them.</summary>
internal sealed partial class DocumentBytes(
    IBlobStore blobs, VersionParts changes, KeyVault vault, DocumentLimits limits, VirusScanner scanner, ScanTable scans, ILogger<DocumentBytes> log)
{
    /// <summary>Keeps a stream; when it returns bytes, they survive a power cut.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="room">Bytes for which there is room; null: no limit.</param>
    /// <param name="before">The version that these bytes are to follow: of a large one only what changed is stored. Null: all is stored.</param>
    public async Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> Keep(
        Stream plain, long? length, long? room, CancellationToken cancel, VersionBytes? before = null)
    {
        var most = Math.Min(limits.MaxDocumentBytes, room ?? long.MaxValue);
        try
        {
            return (await changes.Write(plain, length, most, before, cancel) ?? KeptBytes.Of(await blobs.Write(plain, null, length, most, cancel)), null);
        }
        catch (BlobTooLargeException e)
        {
            return (null, e.MaxLength < limits.MaxDocumentBytes ? new QuotaRefusal.NoRoom(e.MaxLength) : new DocumentRefusal.TooLarge(e.MaxLength));
        }
        catch (BlobStoreFullException)
        {
            return (null, new DocumentRefusal.Full());
        }
        catch (BlobNotDurableException e)
        {
            NotDurable(log, e.Message);
            return (null, new DocumentRefusal.NotDurable());
        }
        catch (BlobLengthException)
        {
            return (null, new DocumentRefusal.CutShort());
        }
    }

    /// <summary>The same, and nothing is kept when the bytes do not add up.</summary>
    /// <param name="checksum">What the sender says they add up to; null: nothing.</param>
    public async Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> Keep(
        Stream plain, long? length, long? room, Checksum? checksum, CancellationToken cancel, VersionBytes? before = null)
    {
        // The store adds up SHA-256 by itself.
        if (checksum is null or { Kind: Checksum.Sha256 })
        {
            var (bare, why) = await Keep(plain, length, room, cancel, before);
            return bare is null || checksum is null ? (bare, why) : await Compare(bare, Checksum.Of(Checksum.Sha256, bare.Inside.Sha256), checksum);
        }

        await using var summed = new CheckedStream(plain, checksum.Kind);
        var (kept, refusal) = await Keep(summed, length, room, cancel, before);
        return kept is null ? (null, refusal) : await Compare(kept, summed.Sum, checksum);
    }

    /// <summary>Makes a version of what was kept; when that cannot be, the bytes are removed.</summary>
    /// <param name="key">Whose key seals what opens them.</param>
    /// <param name="device">What its owner calls the device that sent them; empty: a browser.</param>
    /// <param name="facts">What the device said about the file; null: nothing.</param>
    /// <param name="fresh">The key itself, if it is not kept yet.</param>
    public async Task<VersionBytes> Seal(KeptBytes kept, SubjectId key, string? device, FileFacts? facts = null, NewKey? fresh = null)
    {
        try
        {
            var inside = kept.Inside with { Device = device, Checksum = facts?.Checksum?.ToString() };
            var box = fresh?.Seal(inside) ?? await vault.Seal(key, inside, CancellationToken.None);
            return new VersionBytes(kept.Blob, kept.Length, box, facts?.Modified, kept.Others is [] ? null : kept.Others);
        }
        catch
        {
            await Forget(kept);
            throw;
        }
    }

    /// <summary>The same bytes under another key. The device that sent them is not named there: those who come to see it are others.</summary>
    /// <exception cref="SubjectErasedException">The key that sealed them, or the other one, was destroyed.</exception>
    public async Task<VersionBytes> Resealed(VersionBytes version, SubjectId key, CancellationToken cancel) =>
        version with { Key = await vault.Seal(key, (await vault.Open(version.Key, cancel)).Value with { Device = null }, cancel) };

    /// <summary>Removes bytes that no event came to name.</summary>
    public Task Forget(KeptBytes kept) => kept.IsOurs ? blobs.Delete(kept.Blob, CancellationToken.None) : Task.CompletedTask;

    /// <summary>The content, seekable; null when its owner or the document itself was erased, or when it is withheld.</summary>
    /// <exception cref="BlobMissingException">Its bytes are gone: the version was thinned or erased a moment ago, or the disk lost them.</exception>
    public async Task<Stream?> Open(VersionBytes version, CancellationToken cancel)
    {
        var key = await vault.Open(version.Key, cancel);
        return key.IsErased || await Withheld(version, cancel) is not null ? null : await changes.Open(version, key.Value, cancel);
    }

    /// <summary>What a scan found in a version after it was kept, which is therefore given to nobody; null: nothing, or nobody scans here.</summary>
    public async Task<string?> Withheld(VersionBytes version, CancellationToken cancel) =>
        scanner.IsOn ? await scans.Found(version.Blob.ToString(), cancel) : null;

    /// <summary>What its owner calls the device that sent a version; empty: a browser; null: not known.</summary>
    public async Task<string?> DeviceOf(VersionBytes version, CancellationToken cancel) =>
        (await vault.Open(version.Key, cancel)).TryGet(out var inside) ? inside.Device : null;

    private async Task<(KeptBytes?, DocumentRefusal?)> Compare(KeptBytes kept, Checksum found, Checksum announced)
    {
        if (found == announced)
        {
            return (kept, null);
        }

        await Forget(kept);
        return (null, new SyncRefusal.WrongChecksum(announced.Kind));
    }

    [LoggerMessage(EventId = 4204, Level = LogLevel.Error, Message = "What a member sent was not kept, and they were told so: {Reason}")]
    private static partial void NotDurable(ILogger log, string reason);
}
