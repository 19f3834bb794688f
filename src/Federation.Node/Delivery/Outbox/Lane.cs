namespace Federation.Node.Delivery.Outbox;

/// <summary>One durable cursor of one inbox into one stream, with what stands after it.</summary>
/// <param name="Host">The peer.</param>
/// <param name="Inbox">Where it is sent.</param>
/// <param name="Stream">The catalogue, <see cref="IDeliveries.Direct"/>, or a dead letter that is sent again.</param>
/// <param name="BatchInbox">Where several are taken at once; null for strangers.</param>
/// <param name="Topic">What it reads (see <see cref="OutboxSchema"/>).</param>
/// <param name="Cursor">The last entry that is done with.</param>
/// <param name="End">The newest entry it has to get to, as far as is known.</param>
/// <param name="Entries">What comes next, oldest first, bounded.</param>
internal sealed record Lane(
    string Host, Uri Inbox, string Stream, Uri? BatchInbox, string Topic, long Cursor, long End, IReadOnlyList<OutboxEntry> Entries)
{
    /// <summary>The topic of what is said to one peer.</summary>
    public static string DirectTopic(string host) => "@" + host;
}
