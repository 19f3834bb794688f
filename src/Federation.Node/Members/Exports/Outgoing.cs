namespace Federation.Node.Members.Exports;

/// <summary>
/// What goes to the client. .NET's archive ends each file with a few bytes written without waiting (seen with .NET 10: the rest of the compressor's buffer), which a web
/// server does not allow and which would hold a thread while a slow client reads: they go out with what comes next.
/// </summary>
internal sealed class Outgoing(Stream client) : Stream
{
    private readonly MemoryStream waiting = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Send(cancellationToken);
        await client.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // What waits goes out with what comes next.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await Send(cancellationToken);
        await client.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task Send(CancellationToken cancel)
    {
        if (waiting.Length > 0)
        {
            await client.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), cancel);
            waiting.SetLength(0);
        }
    }
}
