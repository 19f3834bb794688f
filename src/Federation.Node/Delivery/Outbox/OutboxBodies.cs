using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Bodies of the outbox: what goes to a thousand hosts is read once, not a thousand times.</summary>
internal sealed class OutboxBodies(NpgsqlDataSource source)
{
    private readonly Lock guard = new();
    private readonly Dictionary<long, byte[]> kept = [];
    private readonly Queue<long> oldest = [];
    private long bytes;

    /// <summary>The bodies of these entries, in their order.</summary>
    public async Task<IReadOnlyList<byte[]>> Get(IReadOnlyList<OutboxEntry> entries, CancellationToken cancel)
    {
        var found = new Dictionary<long, byte[]>();
        lock (guard)
        {
            foreach (var entry in entries)
            {
                if (kept.TryGetValue(entry.Sequence, out var body))
                {
                    found[entry.Sequence] = body;
                }
            }
        }

        var missing = entries.Select(entry => entry.Sequence).Where(sequence => !found.ContainsKey(sequence)).ToArray();
        if (missing.Length > 0)
        {
            foreach (var (sequence, body) in await source.List(
                "select sequence, body from node.outbox where sequence = any($1)", row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancel, missing))
            {
                found[sequence] = body;
                Keep(sequence, body);
            }
        }

        return [.. entries.Select(entry => found[entry.Sequence])]; // the outbox loses nothing
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
