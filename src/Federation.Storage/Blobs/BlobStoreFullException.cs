namespace Federation.Storage.Blobs;

/// <summary>No space (or quota) is left for new blobs. Reading and deleting go on.</summary>
public sealed class BlobStoreFullException(string folder, Exception? inner = null)
    : IOException($"The disk under {folder} is full: nothing new can be kept until an administrator makes room. What is stored can be read.", inner);
