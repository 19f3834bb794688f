using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Blobs;

/// <summary>Brings the segments of one stored blob into the clear, one at a time. Not for two threads at once.</summary>
internal sealed class SegmentReader : IDisposable
{
    private const int Eio = 5;

    private readonly BlobId id;
    private readonly SafeFileHandle file;
    private readonly SegmentCipher cipher;
    private readonly byte[] stored = ArrayPool<byte>.Shared.Rent(BlobFormat.SealedSegmentSize);
    private readonly byte[] plain = ArrayPool<byte>.Shared.Rent(BlobFormat.SegmentSize);
    private long current = -1;

    private SegmentReader(BlobId id, SafeFileHandle file, SegmentCipher cipher, long length) =>
        (this.id, this.file, this.cipher, Length) = (id, file, cipher, length);

    /// <summary>Bytes of content.</summary>
    public long Length { get; }

    private long LastSegment => BlobFormat.SegmentsFor(Length) - 1;

    /// <summary>Reads what proves the length: the header, and the last segment, which alone shows that the file was not cut.</summary>
    public static async Task<SegmentReader> Open(BlobId id, SafeFileHandle file, BlobKey contentKey, CancellationToken cancellation)
    {
        var header = new byte[BlobFormat.HeaderSize];
        if (await ReadStored(id, file, header, 0, cancellation) < header.Length)
        {
            throw new BrokenBlobException(id, "it ends within its header");
        }
        if (!header.AsSpan(0, BlobFormat.PreambleSize).SequenceEqual(BlobFormat.Preamble))
        {
            throw new BrokenBlobException(id, "it does not begin like a blob this program can read (format version 1)");
        }
        var length = BlobFormat.ContentLength(RandomAccess.GetLength(file))
            ?? throw new BrokenBlobException(id, "its length is impossible: it was cut or added to");
        var reader = new SegmentReader(id, file, new SegmentCipher(contentKey, header), length);
        try
        {
            await reader.Load(reader.LastSegment, cancellation);
            return reader;
        }
        catch
        {
            reader.ReturnBuffers();
            throw;
        }
    }

    /// <summary>Makes a segment the current one, if it is not.</summary>
    public async ValueTask Load(long segment, CancellationToken cancellation)
    {
        if (segment != current)
        {
            Unlock(segment, await ReadStored(id, file, stored.AsMemory(0, StoredSize(segment)), Offset(segment), cancellation));
        }
    }

    /// <inheritdoc cref="Load"/>
    public void LoadNow(long segment)
    {
        if (segment != current)
        {
            Unlock(segment, ReadStoredNow(stored.AsSpan(0, StoredSize(segment)), Offset(segment)));
        }
    }

    /// <summary>The current segment's content.</summary>
    public ReadOnlySpan<byte> Current => plain.AsSpan(0, StoredSize(current) - BlobFormat.TagSize);

    public void Dispose()
    {
        file.Dispose();
        ReturnBuffers();
    }

    private void ReturnBuffers()
    {
        cipher.Dispose();
        ArrayPool<byte>.Shared.Return(stored);
        ArrayPool<byte>.Shared.Return(plain, clearArray: true);
    }

    private void Unlock(long segment, int read)
    {
        current = -1;
        var size = StoredSize(segment);
        if (read < size || !cipher.TryOpen(
            segment, segment == LastSegment, stored.AsSpan(0, size), plain.AsSpan(0, size - BlobFormat.TagSize)))
        {
            throw new BrokenBlobException(id, $"segment {segment} of {LastSegment + 1} was changed, moved or cut, or the key is another blob's");
        }
        current = segment;
    }

    private int StoredSize(long segment) => segment < LastSegment
        ? BlobFormat.SealedSegmentSize
        : (int)(Length - LastSegment * BlobFormat.SegmentSize) + BlobFormat.TagSize;

    private static long Offset(long segment) => BlobFormat.HeaderSize + segment * BlobFormat.SealedSegmentSize;

    private static async ValueTask<int> ReadStored(
        BlobId id, SafeFileHandle file, Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        try
        {
            return await RandomAccess.ReadAsync(file, buffer, offset, cancellation);
        }
        catch (IOException e) when (e.HResult == Eio)
        {
            throw new BrokenBlobException(id, "the disk cannot read it", e);
        }
    }

    private int ReadStoredNow(Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(file, buffer, offset);
        }
        catch (IOException e) when (e.HResult == Eio)
        {
            throw new BrokenBlobException(id, "the disk cannot read it", e);
        }
    }
}
