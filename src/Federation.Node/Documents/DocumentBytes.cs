using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.SyncClients;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Keeps and opens the bytes of versions: encrypted, durable before anything names them.</summary>
internal sealed class DocumentBytes(IBlobStore blobs, KeyVault vault, DocumentLimits limits, VirusScanner scanner, ScanTable scans)
{
    /// <summary>Keeps a stream; when it returns bytes, they survive a power cut.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="room">Bytes for which there is room; null: no limit.</param>
    public async Task<(StoredBlob? Stored, DocumentRefusal? Refusal)> Keep(Stream plain, long? length, long? room, CancellationToken cancel)
    {
        try
        {
            return (await blobs.Write(plain, null, length, Math.Min(limits.MaxDocumentBytes, room ?? long.MaxValue), cancel), null);
        }
        catch (BlobTooLargeException e)
        {
            return (null, e.MaxLength < limits.MaxDocumentBytes ? new QuotaRefusal.NoRoom(e.MaxLength) : new DocumentRefusal.TooLarge(e.MaxLength));
        }
        catch (BlobStoreFullException)
        {
            return (null, new DocumentRefusal.Full());
        }
        catch (BlobLengthException)
        {
            return (null, new DocumentRefusal.CutShort());
        }
    }

    /// <summary>The same, and nothing is kept when the bytes do not add up.</summary>
    /// <param name="checksum">What the sender says they add up to; null: nothing.</param>
    public async Task<(StoredBlob? Stored, DocumentRefusal? Refusal)> Keep(Stream plain, long? length, long? room, Checksum? checksum, CancellationToken cancel)
    {
        // The store adds up SHA-256 by itself.
        if (checksum is null or { Kind: Checksum.Sha256 })
        {
            var kept = await Keep(plain, length, room, cancel);
            return kept.Stored is null || checksum is null ? kept : await Compare(kept.Stored, Checksum.Of(Checksum.Sha256, kept.Stored.PlainSha256), checksum);
        }

        await using var summed = new CheckedStream(plain, checksum.Kind);
        var (stored, refusal) = await Keep(summed, length, room, cancel);
        return stored is null ? (null, refusal) : await Compare(stored, summed.Sum, checksum);
    }

    /// <summary>Makes a version of what was kept; when that cannot be, the bytes are removed.</summary>
    /// <param name="key">Whose key seals what opens them.</param>
    /// <param name="device">What its owner calls the device that sent them; empty: a browser.</param>
    /// <param name="facts">What the device said about the file; null: nothing.</param>
    public async Task<VersionBytes> Seal(StoredBlob stored, SubjectId key, string? device, FileFacts? facts = null)
    {
        try
        {
            var inside = new ContentKey(stored.ContentKey.Bytes.ToArray(), stored.PlainSha256, device, facts?.Checksum?.ToString());
            return new VersionBytes(stored.Id, stored.Length, await vault.Seal(key, inside, CancellationToken.None), facts?.Modified);
        }
        catch
        {
            await Forget(stored);
            throw;
        }
    }

    /// <summary>The same bytes under another key. The device that sent them is not named there: those who come to see it are others.</summary>
    /// <exception cref="SubjectErasedException">The key that sealed them, or the other one, was destroyed.</exception>
    public async Task<VersionBytes> Resealed(VersionBytes version, SubjectId key, CancellationToken cancel) =>
        version with { Key = await vault.Seal(key, (await vault.Open(version.Key, cancel)).Value with { Device = null }, cancel) };

    /// <summary>Removes bytes that no event came to name.</summary>
    public Task<bool> Forget(StoredBlob stored) => blobs.Delete(stored.Id, CancellationToken.None);

    /// <summary>The content, seekable; null when its owner or the document itself was erased, or when it is withheld.</summary>
    /// <exception cref="BlobMissingException">Its bytes are gone: the version was thinned or erased a moment ago, or the disk lost them.</exception>
    public async Task<Stream?> Open(VersionBytes version, CancellationToken cancel)
    {
        var key = await vault.Open(version.Key, cancel);
        return key.IsErased || await Withheld(version, cancel) is not null ? null : await blobs.OpenRead(version.Blob, new BlobKey(key.Value.Key), cancel);
    }

    /// <summary>What a scan found in a version after it was kept, which is therefore given to nobody; null: nothing, or nobody scans here.</summary>
    public async Task<string?> Withheld(VersionBytes version, CancellationToken cancel) =>
        scanner.IsOn ? await scans.Found(version.Blob.ToString(), cancel) : null;

    /// <summary>What its owner calls the device that sent a version; empty: a browser; null: not known.</summary>
    public async Task<string?> DeviceOf(VersionBytes version, CancellationToken cancel) =>
        (await vault.Open(version.Key, cancel)).TryGet(out var inside) ? inside.Device : null;

    private async Task<(StoredBlob?, DocumentRefusal?)> Compare(StoredBlob stored, Checksum found, Checksum announced)
    {
        if (found == announced)
        {
            return (stored, null);
        }

        await Forget(stored);
        return (null, new SyncRefusal.WrongChecksum(announced.Kind));
    }
}
