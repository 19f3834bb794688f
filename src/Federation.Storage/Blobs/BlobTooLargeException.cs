namespace Federation.Storage.Blobs;

/// <summary>The content is larger than the caller allows.</summary>
public sealed class BlobTooLargeException(long maxLength) : IOException($"The content is larger than the {maxLength} bytes allowed.")
{
    /// <summary>Bytes allowed.</summary>
    public long MaxLength { get; } = maxLength;
}
