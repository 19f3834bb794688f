namespace Federation.Storage.Blobs;

/// <summary>A small blob's bytes, on their way to or from where its caller keeps them. Not for two threads at once.</summary>
internal sealed class BytesInMemory(byte[] bytes) : IBlobTarget, IStoredBytes
{
    private byte[] bytes = bytes;

    public byte[] All => bytes;

    public long Length => bytes.Length;

    public void Reserve(long length)
    {
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var end = checked((int)offset + bytes.Length);
        if (end > this.bytes.Length)
        {
            Array.Resize(ref this.bytes, end);
        }
        bytes.CopyTo(this.bytes.AsSpan((int)offset));
    }

    public void Trim(long length)
    {
    }

    public ValueTask<int> Read(Memory<byte> buffer, long offset, CancellationToken cancellation) => new(ReadNow(buffer.Span, offset));

    public int ReadNow(Span<byte> buffer, long offset)
    {
        var from = bytes.AsSpan((int)Math.Min(offset, bytes.Length));
        var length = Math.Min(buffer.Length, from.Length);
        from[..length].CopyTo(buffer);
        return length;
    }

    public void Dispose()
    {
    }
}
