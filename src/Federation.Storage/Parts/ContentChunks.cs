using System.Buffers;
using System.Security.Cryptography;

namespace Federation.Storage.Parts;

/// <summary>
/// Cuts a stream where its bytes say so, so that the same bytes are cut alike wherever they come to lie (FastCDC: Xia et al., USENIX ATC 2016; gear
/// hash, normalised chunking of level 2). Not for two threads at once. Leaves the stream open.
/// </summary>
internal sealed class ContentChunks(Stream content) : IDisposable
{
    /// <summary>Bytes of a chunk at least and at most, and mostly: a change costs about one of them, and each is a step in the list that a version is put together from.</summary>
    public const int Smallest = 64 * 1024, Usual = 256 * 1024, Largest = 1024 * 1024;

    // The highest bits of the hash, which 64 bytes have a part in: 20 of them before the usual size, 16 after it, where 18 would give that size.
    private const ulong Harder = 0xFFFF_F000_0000_0000, Easier = 0xFFFF_0000_0000_0000;

    private static readonly ulong[] Gear = Table();

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * Largest);
    private int begin, end;
    private bool atEnd;

    /// <summary>The next chunk, until the one after it is asked for; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Next(CancellationToken cancellation)
    {
        if (end - begin < Largest && !atEnd)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (begin, end) = (0, end - begin);
            var wanted = buffer.AsMemory(end, 2 * Largest - end);
            var length = await content.ReadAtLeastAsync(wanted, wanted.Length, throwOnEndOfStream: false, cancellation);
            atEnd = length < wanted.Length;
            end += length;
        }
        var chunk = buffer.AsMemory(begin, Cut(buffer.AsSpan(begin, end - begin)));
        begin += chunk.Length;
        return chunk;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

    private static int Cut(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Smallest)
        {
            return bytes.Length;
        }
        var hash = 0UL;
        var usual = Math.Min(bytes.Length, Usual);
        var i = Smallest;
        for (; i < usual; i++)
        {
            hash = unchecked((hash << 1) + Gear[bytes[i]]);
            if ((hash & Harder) == 0)
            {
                return i;
            }
        }
        var most = Math.Min(bytes.Length, Largest);
        for (; i < most; i++)
        {
            hash = unchecked((hash << 1) + Gear[bytes[i]]);
            if ((hash & Easier) == 0)
            {
                return i;
            }
        }
        return most;
    }

    // Any numbers do that look random and never change.
    private static ulong[] Table()
    {
        var table = new ulong[256];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = BitConverter.ToUInt64(SHA256.HashData([.. "federation gear v1"u8, (byte)i]));
        }
        return table;
    }
}
