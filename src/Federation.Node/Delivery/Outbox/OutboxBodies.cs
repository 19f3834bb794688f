using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Bodies of the outbox: what goes to a thousand hosts is read once, not a thousand times.</summary>
internal sealed class OutboxBodies(NpgsqlDataSource source) : IDisposable
{
    private readonly SemaphoreSlim reading = new(DeliveryLimits.BodyReads);
    private readonly Lock guard = new();
    private readonly Dictionary<long, byte[]> kept = [];
    private readonly Queue<long> oldest = [];
    private long bytes;

    /// <summary>The bodies of these entries, in their order.</summary>
    public async Task<IReadOnlyList<byte[]>> Get(IReadOnlyList<OutboxEntry> entries, CancellationToken cancel)
    {
        if (Kept(entries) is { } all)
        {
            return all;
        }

        await reading.WaitAsync(cancel);
        try
        {
            if (Kept(entries) is { } meanwhile)
            {
                return meanwhile; // another lane needed the same
            }

            var read = (await source.List(
                "select sequence, body from node.outbox where sequence = any($1)", row => (Sequence: row.GetInt64(0), Body: row.GetFieldValue<byte[]>(1)),
                cancel, entries.Select(entry => entry.Sequence).ToArray())).ToDictionary(row => row.Sequence, row => row.Body);
            foreach (var (sequence, body) in read)
            {
                Keep(sequence, body);
            }

            return [.. entries.Select(entry => read[entry.Sequence])]; // the outbox loses nothing
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private byte[][]? Kept(IReadOnlyList<OutboxEntry> entries)
    {
        var found = new byte[entries.Count][];
        lock (guard)
        {
            for (var i = 0; i < found.Length; i++)
            {
                if (!kept.TryGetValue(entries[i].Sequence, out found[i]!)) // looked at only when found
                {
                    return null;
                }
            }
        }

        return found;
    }

    private void Keep(long sequence, byte[] body)
    {
        lock (guard)
        {
            if (!kept.TryAdd(sequence, body))
            {
                return;
            }

            oldest.Enqueue(sequence);
            bytes += body.Length;
            while (bytes > DeliveryLimits.BodiesKeptBytes && oldest.TryDequeue(out var gone) && kept.Remove(gone, out var removed))
            {
                bytes -= removed.Length;
            }
        }
    }
}
