namespace Federation.Storage.Blobs;

/// <summary>The content of one blob as a stream. Not for two threads at once, as streams are.</summary>
internal sealed class BlobStream(SegmentReader segments) : Stream
{
    private long position;
    private bool closed;

    public override bool CanRead => !closed;

    public override bool CanSeek => !closed;

    public override bool CanWrite => false;

    public override long Length => segments.Length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), "Before the beginning.");
    }

    public override int Read(Span<byte> buffer)
    {
        if (!HasMore(buffer.Length))
        {
            return 0;
        }
        segments.LoadNow(position / BlobFormat.SegmentSize);
        return Serve(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!HasMore(buffer.Length))
        {
            return 0;
        }
        await segments.Load(position / BlobFormat.SegmentSize, cancellationToken);
        return Serve(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => Length };
        return Position = target >= 0 ? target : throw new IOException("Before the beginning.");
    }

    public override void Flush()
    {
        // Nothing is ever pending in a stream that only reads.
    }

    public override void SetLength(long value) => throw new NotSupportedException("A blob never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            segments.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool HasMore(int wanted)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        return wanted > 0 && position < Length;
    }

    private int Serve(Span<byte> buffer)
    {
        var rest = segments.Current[(int)(position % BlobFormat.SegmentSize)..];
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        position += length;
        return length;
    }
}
