using System.Buffers;

namespace Federation.Node.Delivery.Wire;

/// <summary>
/// Reads a body of unknown length into memory, so much and no more. It grows in borrowed buffers: what hostile peers send in vain leaves
/// nothing for the garbage collector.
/// </summary>
internal static class BoundedBody
{
    private const int First = 16 * 1024;

    /// <summary>The whole body; null when it is longer than allowed.</summary>
    public static async ValueTask<byte[]?> Read(Stream body, long maxBytes, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(First);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await body.ReadAsync(buffer.AsMemory(length), cancel);
                if (read == 0)
                {
                    return buffer.AsSpan(0, length).ToArray();
                }

                length += read;
                if (length > maxBytes)
                {
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
