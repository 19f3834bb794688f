using System.Buffers;

namespace Federation.Node.Tools.Archives;

/// <summary>Counts what an archive unpacks to and stops when it is too much: a bomb says nothing true about its size.</summary>
internal sealed class CountedBytes(long most)
{
    /// <summary>So far.</summary>
    public long Total { get; private set; }

    /// <summary>Counts some that were unpacked.</summary>
    /// <exception cref="ArchiveFault">Too many.</exception>
    public void Add(long bytes)
    {
        Total += bytes;
        if (Total > most)
        {
            throw new ArchiveFault($"It unpacks to more than {most} bytes.");
        }
    }

    /// <summary>Reads a stream to its end, keeping nothing.</summary>
    /// <returns>Its length.</returns>
    public async Task<long> Drain(Stream unpacked, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var before = Total;
            int read;
            while ((read = await unpacked.ReadAsync(buffer, cancel)) > 0)
            {
                Add(read);
            }

            return Total - before;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
