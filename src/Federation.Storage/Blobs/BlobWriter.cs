using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation.Storage.Blobs;

/// <summary>Encrypts one stream to where a blob is kept, hashing both sides on the way. Reads ahead while it encrypts.</summary>
internal sealed class BlobWriter : IDisposable
{
    private const int SegmentsPerBlock = 4;
    private const int BlockSize = SegmentsPerBlock * BlobFormat.SegmentSize;

    private readonly IBlobTarget target;
    private readonly BlobKey contentKey;
    private readonly IncrementalHash plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash storedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> rented = [];
    private readonly List<int> sizes = []; // of packed segments
    private byte[] stored = [];
    private SegmentCipher? cipher;
    private SegmentPacker? packer;
    private long segment;
    private long position;
    private long received;

    private BlobWriter(IBlobTarget target, BlobKey contentKey) => (this.target, this.contentKey) = (target, contentKey);

    /// <summary>Encrypts a stream to a new place; durable is up to the caller. See <see cref="IBlobStore.Write"/>.</summary>
    public static async Task<StoredBlob> Encrypt(
        IBlobTarget target, Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        if (expectedLength > maxLength)
        {
            throw new BlobTooLargeException(maxLength);
        }
        var key = contentKey ?? BlobKey.New();
        if (expectedLength is { } expected)
        {
            target.Reserve(BlobFormat.StoredLength(expected));
        }
        using var writer = new BlobWriter(target, key);
        var (id, length, plainSha256, storedLength) = await writer.Write(plain, expectedLength, maxLength, cancellation);
        return new StoredBlob(id, length, plainSha256, key, storedLength);
    }

    private async Task<(BlobId Id, long Length, byte[] PlainSha256, long StoredLength)> Write(
        Stream plain, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        // One buffer, small for a small content, until there is more. Then three: one being encrypted, one read and waiting to know
        // whether it is the last, one being read. A full small buffer is longer than announced, so only whole blocks have a successor.
        var blockSize = (int)Math.Min(BlockSize, (expectedLength ?? BlockSize) + 1);
        var current = Rent(blockSize);
        var currentLength = await Fill(plain, current.AsMemory(0, blockSize), expectedLength, maxLength, cancellation);
        var (next, third) = currentLength < BlockSize ? ([], []) : (Rent(BlockSize), Rent(BlockSize));
        var encryption = Task.CompletedTask;
        try
        {
            while (true)
            {
                var nextLength = currentLength < BlockSize
                    ? 0
                    : await Fill(plain, next.AsMemory(0, BlockSize), expectedLength, maxLength, cancellation);
                await encryption;
                var (block, isLast) = (current.AsMemory(0, currentLength), nextLength == 0);
                encryption = Task.Run(() => Encrypt(block.Span, isLast), CancellationToken.None);
                if (isLast)
                {
                    break;
                }
                (current, next, third) = (next, third, current);
                currentLength = nextLength;
            }
        }
        finally
        {
            await encryption; // it works in the rented buffers
        }
        if (expectedLength is { } expected && expected != received)
        {
            throw new BlobLengthException(expected, received);
        }
        return (BlobId.OfSha256(storedHash.GetHashAndReset()), received, plainHash.GetHashAndReset(), position);
    }

    public void Dispose()
    {
        cipher?.Dispose();
        plainHash.Dispose();
        storedHash.Dispose();
        rented.ForEach(buffer => ArrayPool<byte>.Shared.Return(buffer, clearArray: true));
        rented.Clear();
    }

    private async ValueTask<int> Fill(
        Stream plain, Memory<byte> buffer, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        var length = await plain.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        received += length;
        if (received > maxLength)
        {
            throw new BlobTooLargeException(maxLength);
        }
        return received > expectedLength ? throw new BlobLengthException(expectedLength.Value, received) : length;
    }

    private void Encrypt(ReadOnlySpan<byte> plain, bool isLast)
    {
        plainHash.AppendData(plain);
        var length = cipher is null ? Begin(plain) : 0;
        do
        {
            var part = plain[..Math.Min(plain.Length, BlobFormat.SegmentSize)];
            plain = plain[part.Length..];
            length += Seal(packer is null ? part : packer.Pack(part), isLast && plain.IsEmpty, stored.AsSpan(length));
        }
        while (!plain.IsEmpty);
        Store(stored.AsSpan(0, length));
        if (isLast && packer is not null)
        {
            EndPacked();
        }
    }

    // How a content begins decides whether it is packed.
    private int Begin(ReadOnlySpan<byte> plain)
    {
        stored = Rent((int)BlobFormat.StoredLength(plain.Length));
        packer = SegmentPacker.For(plain);
        var header = stored.AsSpan(0, BlobFormat.HeaderSize);
        (packer is null ? BlobFormat.Preamble : BlobFormat.PackedPreamble).CopyTo(header);
        RandomNumberGenerator.Fill(header[BlobFormat.PreambleSize..]);
        cipher = new SegmentCipher(contentKey, header);
        return BlobFormat.HeaderSize;
    }

    private int Seal(ReadOnlySpan<byte> part, bool isLast, Span<byte> to)
    {
        cipher!.Seal(segment++, isLast, part, to[..(part.Length + BlobFormat.TagSize)]); // Begin made it
        if (packer is not null)
        {
            sizes.Add(part.Length);
        }
        return part.Length + BlobFormat.TagSize;
    }

    private void EndPacked()
    {
        var map = SegmentMap.Write(received, sizes);
        var end = new byte[map.Length + BlobFormat.TagSize + BlobFormat.MapCountSize];
        cipher!.Seal(BlobFormat.MapNumber, isLast: true, map, end.AsSpan(0, map.Length + BlobFormat.TagSize)); // Begin made it
        BinaryPrimitives.WriteUInt32BigEndian(end.AsSpan(map.Length + BlobFormat.TagSize), (uint)sizes.Count);
        Store(end);
        target.Trim(position); // what was reserved for it unpacked
    }

    private void Store(ReadOnlySpan<byte> bytes)
    {
        storedHash.AppendData(bytes);
        target.Write(bytes, position);
        position += bytes.Length;
    }

    private byte[] Rent(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        rented.Add(buffer);
        return buffer;
    }
}
