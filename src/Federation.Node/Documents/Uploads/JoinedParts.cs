namespace Federation.Node.Documents.Uploads;

/// <summary>The parts of an upload as one stream; one is open at a time, and no more of it in memory than is being read.</summary>
internal sealed class JoinedParts(IReadOnlyList<UploadPart> parts, Func<UploadPart, CancellationToken, Task<Stream>> open) : ReadOnlyStream
{
    private int next;
    private Stream? current;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && (current is not null || next < parts.Count))
        {
            current ??= await open(parts[next++], cancellationToken);
            if (await current.ReadAsync(buffer, cancellationToken) is > 0 and var length)
            {
                return length;
            }

            await current.DisposeAsync();
            current = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        current?.Dispose();
        base.Dispose(disposing);
    }
}
