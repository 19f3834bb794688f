using Federation.Node.Documents.Quotas;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Uploads;

/// <summary>Keeps the bytes of uploads, encrypted and durable like those of documents, and gives them back as one stream.</summary>
internal sealed class UploadParts(UploadTable table, DocumentBytes bytes, IBlobStore blobs, KeyVault vault)
{
    /// <summary>Keeps a part; no row names it yet.</summary>
    /// <param name="position">Where it begins.</param>
    /// <param name="room">Bytes for which there is room from the beginning of the upload on; null: no limit.</param>
    /// <param name="key">Whose key seals what opens it.</param>
    /// <returns>Null and no refusal: nothing came.</returns>
    public async Task<(UploadPart? Part, DocumentRefusal? Refusal)> Keep(Stream plain, long position, long? room, SubjectId key)
    {
        var (stored, refusal) = await bytes.Keep(plain, null, room is { } free ? Math.Max(0, free - position) : null, null, CancellationToken.None);
        if (stored is null)
        {
            return (null, refusal is QuotaRefusal.NoRoom ? new QuotaRefusal.NoRoom(room!.Value) : refusal); // without limit there is room
        }

        try
        {
            return stored.Length == 0
                ? await Nothing(stored.Blob)
                : (new UploadPart(position, stored.Length, stored.Blob, await vault.SealBytes(key, Context(stored.Blob), stored.Inside.Key, CancellationToken.None), key), null);
        }
        catch
        {
            await Forget(stored.Blob);
            throw;
        }
    }

    /// <summary>Removes a part that no row came to name.</summary>
    public Task Forget(BlobId blob) => blobs.Delete(blob, CancellationToken.None);

    /// <summary>The whole of an upload.</summary>
    public async Task<Stream> Open(Guid id, CancellationToken cancel) =>
        new JoinedStream([.. (await table.Parts(id, cancel)).Select<UploadPart, Func<CancellationToken, Task<Stream>>>(part => stop => Open(part, stop))]);

    private async Task<Stream> Open(UploadPart part, CancellationToken cancel) =>
        (await vault.OpenBytes(part.KeyOf, Context(part.Blob), part.Key, cancel)).TryGet(out var key)
            ? await blobs.OpenRead(part.Blob, new BlobKey(key), cancel)
            : throw new SubjectErasedException(part.KeyOf);

    private async Task<(UploadPart?, DocumentRefusal?)> Nothing(BlobId blob)
    {
        await Forget(blob);
        return (null, null);
    }

    private static string Context(BlobId blob) => $"part {blob}";
}
