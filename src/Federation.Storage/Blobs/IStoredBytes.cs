namespace Federation.Storage.Blobs;

/// <summary>The bytes of one stored blob, wherever they are kept. Not for two threads at once.</summary>
internal interface IStoredBytes : IDisposable
{
    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>Fills the buffer, or as much of it as there is.</summary>
    /// <exception cref="BrokenBlobException">They cannot be read.</exception>
    ValueTask<int> Read(Memory<byte> buffer, long offset, CancellationToken cancellation);

    /// <inheritdoc cref="Read"/>
    int ReadNow(Span<byte> buffer, long offset);
}
