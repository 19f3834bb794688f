namespace Federation.Storage.Blobs;

/// <summary>The store has no such blob.</summary>
public sealed class BlobMissingException(BlobId id) : IOException($"There is no blob {id} in this store.")
{
    /// <summary>The blob that was asked for.</summary>
    public BlobId Id { get; } = id;
}
