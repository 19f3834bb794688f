namespace Federation.Storage.Blobs;

/// <summary>
/// The disk did not confirm what was written, so it counts as not written. Never retried by the store: after a failed fsync(2) the
/// kernel may forget the error and the data. Repeating the whole write is safe; an administrator should look at the disk.
/// </summary>
public sealed class BlobNotDurableException(string message, Exception? inner = null) : IOException(message, inner);
