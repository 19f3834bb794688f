using System.Buffers;
using System.Security.Cryptography;
using Federation.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Blobs;

/// <summary>Encrypts one stream into one open file, hashing both sides on the way. Reads ahead while it encrypts.</summary>
internal sealed class BlobWriter : IDisposable
{
    private const int SegmentsPerBlock = 4;
    private const int BlockSize = SegmentsPerBlock * BlobFormat.SegmentSize;

    private readonly IDisk disk;
    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly byte[] header;
    private readonly SegmentCipher cipher;
    private readonly IncrementalHash plainHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash storedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> rented = [];
    private byte[] stored = [];
    private long segment;
    private long position;
    private long received;

    public BlobWriter(IDisk disk, SafeFileHandle file, string path, BlobKey contentKey)
    {
        (this.disk, this.file, this.path) = (disk, file, path);
        header = [.. BlobFormat.Preamble, .. RandomNumberGenerator.GetBytes(BlobFormat.SaltSize)];
        cipher = new SegmentCipher(contentKey, header);
    }

    public async Task<(BlobId Id, long Length, byte[] PlainSha256, long StoredLength)> Write(
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
        cipher.Dispose();
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
        if (stored.Length == 0)
        {
            stored = Rent((int)BlobFormat.StoredLength(plain.Length));
        }
        plainHash.AppendData(plain);
        var length = 0;
        if (segment == 0)
        {
            header.CopyTo(stored, 0);
            length = BlobFormat.HeaderSize;
        }
        do
        {
            var part = plain[..Math.Min(plain.Length, BlobFormat.SegmentSize)];
            plain = plain[part.Length..];
            cipher.Seal(segment++, isLast && plain.IsEmpty, part, stored.AsSpan(length, part.Length + BlobFormat.TagSize));
            length += part.Length + BlobFormat.TagSize;
        }
        while (!plain.IsEmpty);
        storedHash.AppendData(stored, 0, length);
        disk.Write(file, path, stored.AsSpan(0, length), position);
        position += length;
    }

    private byte[] Rent(int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        rented.Add(buffer);
        return buffer;
    }
}
