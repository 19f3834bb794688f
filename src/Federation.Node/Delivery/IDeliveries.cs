using Marten;

namespace Federation.Node.Delivery;

/// <summary>What the Peers room does with deliveries, and shows of them. A lane is one inbox's place in one stream.</summary>
public interface IDeliveries
{
    /// <summary>The stream of what is said to one peer only; every other stream is a catalogue.</summary>
    const string Direct = "direct";

    /// <summary>
    /// Opens a lane when the session is saved, or opens it again where it stood. A new one begins with the first thing that was ever said in
    /// its stream: catching up is delivering.
    /// </summary>
    /// <param name="session">The caller's.</param>
    /// <param name="host">The peer; all its lanes share one back-off.</param>
    /// <param name="inbox">Where to send: of strangers the shared inbox, if they have one.</param>
    /// <param name="batchInbox">Where a node of ours takes several at once; null for strangers, who get RSA signatures.</param>
    /// <param name="stream">A catalogue, or <see cref="Direct"/>.</param>
    void OpenLane(IDocumentSession session, string host, Uri inbox, Uri? batchInbox, string stream);

    /// <summary>
    /// Stops sending one stream to a peer, or to one inbox of it; its place is kept. What was taken back in it and not delivered yet is
    /// still said, to the peer alone.
    /// </summary>
    void CloseLane(IDocumentSession session, string host, string stream, Uri? inbox = null);

    /// <summary>Stops sending anything to a peer; what waits stays in the outbox.</summary>
    void CloseLanes(IDocumentSession session, string host);

    /// <summary>Tries a peer again at once, unless it asked for a pause (<c>Retry-After</c>): it has just shown that it is there.</summary>
    Task Wake(string host, CancellationToken cancel);

    /// <summary>Every host that has an open lane and how it fares.</summary>
    Task<IReadOnlyList<LaneCard>> Lanes(CancellationToken cancel);

    /// <summary>What peers did not get and will not, unless it is sent again; newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLetters(CancellationToken cancel);

    /// <summary>Sends a dead letter again, all of it; false when it is gone.</summary>
    Task<bool> Retry(Guid letter, CancellationToken cancel);

    /// <summary>Forgets a dead letter; false when it is gone.</summary>
    Task<bool> Discard(Guid letter, CancellationToken cancel);

    /// <summary>Hosts that are no approved peers and were turned away, newest first.</summary>
    Task<IReadOnlyList<Knock>> Knocks(CancellationToken cancel);

    /// <summary>Activities of peers that were refused for what they say, newest first.</summary>
    Task<IReadOnlyList<RefusedActivity>> Refused(CancellationToken cancel);

    /// <summary>What peers said and cannot be applied yet, like a release whose files cannot be fetched; longest first.</summary>
    Task<IReadOnlyList<HeldUpStream>> HeldUp(CancellationToken cancel);
}
