using Federation.Storage.Streams;

namespace Federation.Storage.Blobs;

/// <summary>The content of one blob as a stream. Not for two threads at once, as streams are.</summary>
internal sealed class BlobStream(SegmentReader segments) : ContentStream
{
    private bool closed;

    public override bool CanRead => !closed;

    public override bool CanSeek => !closed;

    public override long Length => segments.Length;

    public override int Read(Span<byte> buffer)
    {
        if (!HasMore(buffer.Length))
        {
            return 0;
        }
        segments.LoadNow(Position / BlobFormat.SegmentSize);
        return Serve(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!HasMore(buffer.Length))
        {
            return 0;
        }
        await segments.Load(Position / BlobFormat.SegmentSize, cancellationToken);
        return Serve(buffer.Span);
    }

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
        return wanted > 0 && Position < Length;
    }

    private int Serve(Span<byte> buffer)
    {
        var rest = segments.Current[(int)(Position % BlobFormat.SegmentSize)..];
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        Position += length;
        return length;
    }
}
