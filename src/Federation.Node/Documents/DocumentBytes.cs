using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Keeps and opens the bytes of versions: encrypted, durable before anything names them.</summary>
internal sealed class DocumentBytes(IBlobStore blobs, KeyVault vault, DocumentLimits limits)
{
    /// <summary>Keeps a stream; when it returns a version, the bytes survive a power cut.</summary>
    /// <param name="key">Whose key seals what opens them.</param>
    /// <param name="length">What the sender announced.</param>
    public async Task<(VersionBytes? Version, DocumentRefusal? Refusal)> Keep(SubjectId key, Stream plain, long? length, CancellationToken cancel)
    {
        try
        {
            var stored = await blobs.Write(plain, null, length, limits.MaxDocumentBytes, cancel);
            return (new VersionBytes(stored.Id, stored.Length, await Seal(key, stored, cancel)), null);
        }
        catch (BlobTooLargeException e)
        {
            return (null, new DocumentRefusal.TooLarge(e.MaxLength));
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

    /// <summary>Removes bytes that no event came to name.</summary>
    public Task<bool> Forget(VersionBytes version) => blobs.Delete(version.Blob, CancellationToken.None);

    /// <summary>The content, seekable; null when its owner was erased.</summary>
    public async Task<Stream?> Open(VersionBytes version, CancellationToken cancel)
    {
        var key = await vault.Open(version.Key, cancel);
        return key.IsErased ? null : await blobs.OpenRead(version.Blob, new BlobKey(key.Value.Key), cancel);
    }

    private async Task<Sealed<ContentKey>> Seal(SubjectId key, StoredBlob stored, CancellationToken cancel)
    {
        try
        {
            return await vault.Seal(key, new ContentKey(stored.ContentKey.Bytes.ToArray(), stored.PlainSha256), cancel);
        }
        catch
        {
            await blobs.Delete(stored.Id, CancellationToken.None);
            throw;
        }
    }
}
