namespace Federation.Storage.Blobs;

/// <summary>Stored bytes are not what was written (or the key is another blob's). Nothing of the bad segment was served.</summary>
public sealed class BrokenBlobException(BlobId id, string what, Exception? inner = null)
    : IOException($"Blob {id} is broken: {what}.", inner)
{
    /// <summary>The blob to restore from a backup or a replica.</summary>
    public BlobId Id { get; } = id;
}
