using System.Collections.Concurrent;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Batch inboxes that said they are none. Forgotten after a while, and at a restart: asking again costs one request.</summary>
internal sealed class SinglesOnly(TimeProvider time)
{
    private readonly ConcurrentDictionary<Uri, DateTimeOffset> until = new();

    public bool Holds(Uri batchInbox) => until.TryGetValue(batchInbox, out var end) && end > time.GetUtcNow();

    public void Note(Uri batchInbox) => until[batchInbox] = time.GetUtcNow() + DeliveryLimits.SinglesFor;
}
