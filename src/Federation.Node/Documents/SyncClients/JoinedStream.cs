namespace Federation.Node.Documents.SyncClients;

/// <summary>The bytes of several parts one after the other, each opened when the one before is at its end. Only for reading once, from the front.</summary>
internal sealed class JoinedStream(IReadOnlyList<VersionBytes> parts, DocumentBytes bytes) : Stream
{
    private int next;
    private Stream? current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (current is not null && await current.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }

            if (next == parts.Count)
            {
                return 0;
            }

            await CloseCurrent();
            current = await bytes.Open(parts[next++], cancellationToken) ?? Null; // erased: then too few bytes come, and the write is refused
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await CloseCurrent();
        await base.DisposeAsync();
    }

    private async Task CloseCurrent()
    {
        if (current is not null)
        {
            await current.DisposeAsync();
            current = null;
        }
    }
}
