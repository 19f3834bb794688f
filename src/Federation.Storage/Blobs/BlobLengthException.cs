namespace Federation.Storage.Blobs;

/// <summary>The content ended before, or went on after, the length its sender announced: a broken transfer.</summary>
public sealed class BlobLengthException(long expected, long received)
    : IOException($"{expected} bytes were announced, {(received > expected ? "more" : $"only {received}")} came.")
{
    /// <summary>Bytes announced.</summary>
    public long Expected { get; } = expected;

    /// <summary>Bytes received until the difference was certain.</summary>
    public long Received { get; } = received;
}
