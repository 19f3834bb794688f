namespace Federation.Storage.Blobs;

/// <summary>What a check of stored bytes against their name found. No key is needed to check.</summary>
public enum BlobCondition
{
    /// <summary>The bytes are those that were written.</summary>
    Intact,

    /// <summary>There is no such blob.</summary>
    Missing,

    /// <summary>The bytes were changed, cut, or can no longer be read: restore the blob from a backup or a replica.</summary>
    Broken,
}
