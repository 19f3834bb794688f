namespace Federation.Storage.Blobs;

/// <summary>
/// Keeps encrypted bytes under the hash of their ciphertext. Knows nothing of who may read them. Several processes may share one
/// store. Contract tests: <c>BlobStoreContract</c>.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Encrypts and keeps a stream. When the task completes the blob is durable; when it fails nothing of it is kept. Failures of
    /// the source stream pass through.
    /// </summary>
    /// <param name="plain">Read to its end, not disposed.</param>
    /// <param name="contentKey">Null for a new random key, the normal case. A key may safely be used for several blobs.</param>
    /// <param name="expectedLength">What the sender announced, in bytes: reserved beforehand, and demanded of the stream.</param>
    /// <param name="maxLength">Bytes above which the stream is refused, without storing the rest.</param>
    /// <param name="cancellation">Gives up and removes what was written.</param>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxLength"/>.</exception>
    /// <exception cref="BlobLengthException">Not the <paramref name="expectedLength"/>.</exception>
    /// <exception cref="BlobStoreFullException">No space left; what is stored stays readable.</exception>
    /// <exception cref="BlobNotDurableException">The disk would not promise to keep it.</exception>
    Task<StoredBlob> Write(Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation);

    /// <summary>
    /// Opens the content for reading: seekable, of known and authenticated length, decrypting only the segments it serves. Reading
    /// throws <see cref="BrokenBlobException"/> at the first segment that was changed, before any of its bytes is served.
    /// </summary>
    /// <exception cref="BlobMissingException">There is no such blob.</exception>
    /// <exception cref="BrokenBlobException">Its header, its length or its end was changed, or the key is not its own.</exception>
    Task<Stream> OpenRead(BlobId id, BlobKey contentKey, CancellationToken cancellation);

    /// <summary>Reads all stored bytes and compares them with the name. Finds what nobody has opened for years.</summary>
    Task<BlobCondition> Verify(BlobId id, CancellationToken cancellation);

    /// <summary>Removes a blob durably; false if it was not there. Readers that have it open finish.</summary>
    /// <exception cref="BlobNotDurableException">The disk would not promise that it stays removed; ask again.</exception>
    Task<bool> Delete(BlobId id, CancellationToken cancellation);

    /// <summary>Every blob stored when the listing began, and perhaps those that came after, in no order.</summary>
    IAsyncEnumerable<BlobId> List(CancellationToken cancellation);

    /// <summary>Removes what writers that died left behind; says how many. Harmless at any time; the store does it when it starts.</summary>
    Task<int> RemoveLeftovers(CancellationToken cancellation);
}
