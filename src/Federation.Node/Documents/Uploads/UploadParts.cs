using Federation.Node.Documents.Quotas;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Uploads;

/// <summary>Keeps the bytes of uploads, encrypted and durable like those of documents, and gives them back as one stream.</summary>
internal sealed class UploadParts(UploadPartTable table, DocumentBytes bytes, IBlobStore blobs, KeyVault vault)
{
    /// <summary>Keeps a part; no row names it yet.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="key">Whose key seals what opens it.</param>
    /// <param name="checksum">What it adds up to, or it is not kept; null: nobody said.</param>
    public async Task<(UploadPart? Part, DocumentRefusal? Refusal)> Keep(Stream plain, long? length, PartPlace place, SubjectId key, Checksum? checksum)
    {
        var (stored, refusal) = await bytes.Keep(plain, length, place.Free, checksum, CancellationToken.None);
        if (stored is null)
        {
            return (null, refusal is QuotaRefusal.NoRoom ? new QuotaRefusal.NoRoom(place.Room!.Value) : refusal); // without limit there is room
        }

        try
        {
            return (new UploadPart(place.Position, stored.Length, stored.Blob, await vault.SealBytes(key, Context(stored.Blob), stored.Inside.Key, CancellationToken.None), key), null);
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

    private static string Context(BlobId blob) => $"part {blob}";
}
