using Federation.Storage.Streams;

namespace Federation.Node.Documents;

/// <summary>Several streams one after the other, each opened when the one before is at its end; no more in memory than is being read.</summary>
/// <param name="parts">Opens each.</param>
internal sealed class JoinedStream(IReadOnlyList<Func<CancellationToken, Task<Stream>>> parts) : ReadOnlyStream
{
    private int next;
    private Stream? current;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && (current is not null || next < parts.Count))
        {
            current ??= await parts[next++](cancellationToken);
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
