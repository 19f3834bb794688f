using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.SyncClients;
using Federation.Node.Documents.Versions;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Keeps and opens the bytes of versions: encrypted, durable before anything names them, or with it.</summary>
internal sealed partial class DocumentBytes(
    VersionBlobs blobs, VersionParts changes, KeyVault vault, DocumentLimits limits, VirusScanner scanner, ScanTable scans, ILogger<DocumentBytes> log)
{
    /// <summary>Keeps a stream that is to be a part of something; when it returns bytes, they survive a power cut.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="room">Bytes for which there is room; null: no limit.</param>
    /// <param name="checksum">What the sender says they add up to, or nothing is kept; null: nothing.</param>
    public Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> Keep(Stream plain, long? length, long? room, Checksum? checksum, CancellationToken cancel) =>
        Keep(plain, room, checksum, async (stream, most) => KeptBytes.Of(await blobs.Write(stream, length, most, cancel)));

    /// <summary>Keeps a stream that is to be a version. A small one is durable only with the commit that names it, which has to add it (<see cref="VersionBlobs.Add"/>).</summary>
    /// <inheritdoc cref="Keep(Stream, long?, long?, Checksum?, CancellationToken)" path="/param"/>
    /// <param name="before">The version that these bytes are to follow: of a large one only what changed is stored. Null: all is stored.</param>
    public Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> KeepVersion(
        Stream plain, long? length, long? room, Checksum? checksum, CancellationToken cancel, VersionBytes? before = null) =>
        Keep(plain, room, checksum, async (stream, most) =>
        {
            if (length <= DocumentLimits.RowBytes)
            {
                var (blob, small) = await SmallBlob.Write(stream, null, length, most, cancel);
                return KeptBytes.Of(blob, small);
            }

            return await changes.Write(stream, length, most, before, cancel) ?? KeptBytes.Of(await blobs.Write(stream, length, most, cancel));
        });

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
    public Task Forget(KeptBytes kept) => kept is { IsOurs: true, Small: null } ? blobs.Delete(kept.Blob, CancellationToken.None) : Task.CompletedTask;

    /// <summary>The content, seekable; null when its owner or the document itself was erased, or when it is withheld.</summary>
    /// <exception cref="BlobMissingException">Its bytes are gone: the version was thinned or erased a moment ago, or the disk lost them.</exception>
    public async Task<Stream?> Open(VersionBytes version, CancellationToken cancel)
    {
        var key = await vault.Open(version.Key, cancel);
        return key.IsErased || await Withheld(version, cancel) is not null ? null : await changes.Open(version, key.Value, cancel);
    }

    /// <summary>The same of a version that was just read whole.</summary>
    /// <exception cref="BlobMissingException">See above.</exception>
    public async Task<Stream?> Open(NewestVersion version, CancellationToken cancel)
    {
        var key = vault.Open(version.Bytes.Key, version.Keys);
        return key.IsErased || await Withheld(version.Bytes, cancel) is not null ? null
            : version.Small is { } small ? await SmallBlob.OpenRead(version.Bytes.Blob, small, new BlobKey(key.Value.Key), cancel)
            : await changes.Open(version.Bytes, key.Value, cancel);
    }

    /// <summary>What a scan found in a version after it was kept, which is therefore given to nobody; null: nothing, or nobody scans here.</summary>
    public async Task<string?> Withheld(VersionBytes version, CancellationToken cancel) =>
        scanner.IsOn ? await scans.Found(version.Blob.ToString(), cancel) : null;

    /// <summary>What its owner calls the device that sent a version; empty: a browser; null: not known.</summary>
    public async Task<string?> DeviceOf(VersionBytes version, CancellationToken cancel) =>
        (await vault.Open(version.Key, cancel)).TryGet(out var inside) ? inside.Device : null;

    private async Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> Keep(Stream plain, long? room, Checksum? checksum, Func<Stream, long, Task<KeptBytes>> write)
    {
        // The store adds up SHA-256 by itself.
        await using var summed = checksum is null or { Kind: Checksum.Sha256 } ? null : new CheckedStream(plain, checksum.Kind);
        var (kept, refusal) = await OrRefusal(room, most => write(summed ?? plain, most));
        if (kept is null || checksum is null || (summed?.Sum ?? Checksum.Of(Checksum.Sha256, kept.Inside.Sha256)) == checksum)
        {
            return (kept, refusal);
        }

        await Forget(kept);
        return (null, new SyncRefusal.WrongChecksum(checksum.Kind));
    }

    private async Task<(KeptBytes? Kept, DocumentRefusal? Refusal)> OrRefusal(long? room, Func<long, Task<KeptBytes>> write)
    {
        try
        {
            return (await write(Math.Min(limits.MaxDocumentBytes, room ?? long.MaxValue)), null);
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

    [LoggerMessage(EventId = 4204, Level = LogLevel.Error, Message = "What a member sent was not kept, and they were told so: {Reason}")]
    private static partial void NotDurable(ILogger log, string reason);
}
