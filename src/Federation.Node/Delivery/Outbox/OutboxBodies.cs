using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Bodies of the outbox: what goes to a thousand hosts is read once, not a thousand times.</summary>
internal sealed class OutboxBodies(NpgsqlDataSource source) : IDisposable
{
    private readonly SemaphoreSlim reading = new(DeliveryLimits.BodyReads);
    private readonly Lock guard = new();
    private readonly Dictionary<(long Sequence, int Revision), byte[]> kept = [];
    private readonly Queue<(long Sequence, int Revision)> oldest = [];
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
                "select sequence, revision, body from node.outbox where sequence = any($1)",
                row => (Sequence: row.GetInt64(0), Revision: row.GetInt32(1), Body: row.GetFieldValue<byte[]>(2)),
                cancel, entries.Select(entry => entry.Sequence).ToArray())).ToDictionary(row => row.Sequence);
            foreach (var row in read.Values)
            {
                Keep((row.Sequence, row.Revision), row.Body);
            }

            return [.. entries.Select(entry => read[entry.Sequence].Body)]; // the outbox loses nothing
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
                if (!kept.TryGetValue((entries[i].Sequence, entries[i].Revision), out found[i]!)) // looked at only when found
                {
                    return null;
                }
            }
        }

        return found;
    }

    private void Keep((long, int) version, byte[] body)
    {
        lock (guard)
        {
            if (!kept.TryAdd(version, body))
            {
                return;
            }

            oldest.Enqueue(version);
            bytes += body.Length;
            while (bytes > DeliveryLimits.BodiesKeptBytes && oldest.TryDequeue(out var gone) && kept.Remove(gone, out var removed))
            {
                bytes -= removed.Length;
            }
        }
    }
}
