using System.Buffers;
using System.Buffers.Binary;

namespace Federation.Storage.Blobs;

/// <summary>Brings the segments of one stored blob into the clear, one at a time. Not for two threads at once.</summary>
internal sealed class SegmentReader : IDisposable
{
    private readonly BlobId id;
    private readonly IStoredBytes bytes;
    private readonly SegmentCipher cipher;
    private readonly SegmentMap map;
    private readonly byte[] stored = ArrayPool<byte>.Shared.Rent(BlobFormat.SealedSegmentSize);
    private readonly byte[] plain = ArrayPool<byte>.Shared.Rent(BlobFormat.SegmentSize);
    private long current = -1;

    private SegmentReader(BlobId id, IStoredBytes bytes, SegmentCipher cipher, SegmentMap map) =>
        (this.id, this.bytes, this.cipher, this.map) = (id, bytes, cipher, map);

    /// <summary>Bytes of content.</summary>
    public long Length => map.Length;

    /// <summary>The current segment's content.</summary>
    public ReadOnlySpan<byte> Current => plain.AsSpan(0, map.Size(current));

    /// <summary>
    /// Reads what proves the length: the header, and what stands at the end, which alone shows that the file was not cut: the last segment, or the
    /// map of a packed blob. The bytes belong to the reader from now on, and are closed when this fails.
    /// </summary>
    public static async Task<SegmentReader> Open(BlobId id, IStoredBytes bytes, BlobKey contentKey, CancellationToken cancellation)
    {
        SegmentCipher? cipher = null;
        SegmentReader? reader = null;
        try
        {
            var header = new byte[BlobFormat.HeaderSize];
            if (await bytes.Read(header, 0, cancellation) < header.Length)
            {
                throw new BrokenBlobException(id, "it ends within its header");
            }
            var preamble = header.AsSpan(0, BlobFormat.PreambleSize);
            var isPacked = preamble.SequenceEqual(BlobFormat.PackedPreamble);
            if (!isPacked && !preamble.SequenceEqual(BlobFormat.Preamble))
            {
                throw new BrokenBlobException(id, "it does not begin like a blob this program can read (format version 1 or 2)");
            }
            cipher = new SegmentCipher(contentKey, header);
            var map = (isPacked ? await OpenMap(id, bytes, cipher, cancellation) : SegmentMap.OfPlain(bytes.Length))
                ?? throw new BrokenBlobException(id, "its length is impossible: it was cut or added to");
            reader = new SegmentReader(id, bytes, cipher, map);
            await reader.Load(map.Last, cancellation);
            return reader;
        }
        catch when (reader is not null)
        {
            reader.Dispose();
            throw;
        }
        catch
        {
            cipher?.Dispose();
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Makes a segment the current one, if it is not.</summary>
    public async ValueTask Load(long segment, CancellationToken cancellation)
    {
        if (segment != current)
        {
            Unlock(segment, await bytes.Read(stored.AsMemory(0, map.StoredSize(segment)), map.Offset(segment), cancellation));
        }
    }

    /// <inheritdoc cref="Load"/>
    public void LoadNow(long segment)
    {
        if (segment != current)
        {
            Unlock(segment, bytes.ReadNow(stored.AsSpan(0, map.StoredSize(segment)), map.Offset(segment)));
        }
    }

    public void Dispose()
    {
        bytes.Dispose();
        cipher.Dispose();
        ArrayPool<byte>.Shared.Return(stored);
        ArrayPool<byte>.Shared.Return(plain, clearArray: true);
    }

    private static async Task<SegmentMap?> OpenMap(BlobId id, IStoredBytes bytes, SegmentCipher cipher, CancellationToken cancellation)
    {
        var count = new byte[BlobFormat.MapCountSize];
        var end = bytes.Length - count.Length;
        if (end < BlobFormat.HeaderSize || await bytes.Read(count, end, cancellation) < count.Length)
        {
            return null;
        }
        var size = SegmentMap.SealedSize(BinaryPrimitives.ReadUInt32BigEndian(count));
        if (size > end - BlobFormat.HeaderSize)
        {
            return null;
        }
        var (locked, map) = (new byte[size], new byte[size - BlobFormat.TagSize]);
        return await bytes.Read(locked, end - size, cancellation) == size && cipher.TryOpen(BlobFormat.MapNumber, isLast: true, locked, map)
            ? SegmentMap.Read(map, end - size - BlobFormat.HeaderSize)
            : throw new BrokenBlobException(id, "the map at its end was changed, moved or cut, or the key is another blob's");
    }

    private void Unlock(long segment, int read)
    {
        current = -1;
        var size = map.StoredSize(segment);
        if (read < size || !TryOpen(segment, stored.AsSpan(0, size)))
        {
            throw new BrokenBlobException(id, $"segment {segment} of {map.Last + 1} was changed, moved or cut, or the key is another blob's");
        }
        current = segment;
    }

    private bool TryOpen(long segment, Span<byte> locked)
    {
        var (size, isLast) = (map.Size(segment), segment == map.Last);
        var opened = locked.Length - BlobFormat.TagSize;
        if (opened >= size)
        {
            return opened == size && cipher.TryOpen(segment, isLast, locked, plain.AsSpan(0, size));
        }
        var packed = ArrayPool<byte>.Shared.Rent(opened);
        try
        {
            return cipher.TryOpen(segment, isLast, locked, packed.AsSpan(0, opened)) && SegmentPacker.TryUnpack(packed.AsSpan(0, opened), plain.AsSpan(0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed, clearArray: true);
        }
    }
}
