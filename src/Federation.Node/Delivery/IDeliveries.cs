using Marten;

namespace Federation.Node.Delivery;

/// <summary>What the Peers room does with deliveries, and shows of them: one lane per approved peer.</summary>
public interface IDeliveries
{
    /// <summary>Opens the lane to a peer when the session is saved, or points it to a new inbox.</summary>
    void OpenLane(IDocumentSession session, string host, Uri inbox);

    /// <summary>Stops sending to a peer; what waits stays in the outbox.</summary>
    void CloseLane(IDocumentSession session, string host);

    /// <summary>Queues for a new follower what the catalogue said before, in order.</summary>
    void CatchUp(IDocumentSession session, string catalogue, string host);

    /// <summary>Tries a peer again at once: it has just shown that it is there.</summary>
    Task Wake(string host, CancellationToken cancel);

    /// <summary>Every open lane and how it fares.</summary>
    Task<IReadOnlyList<LaneCard>> Lanes(CancellationToken cancel);

    /// <summary>What peers refused for good, newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLetters(CancellationToken cancel);

    /// <summary>Puts a dead letter back at the end of its lane; false when it is gone.</summary>
    Task<bool> Retry(string host, string activityId, CancellationToken cancel);

    /// <summary>Forgets a dead letter; false when it is gone.</summary>
    Task<bool> Discard(string host, string activityId, CancellationToken cancel);

    /// <summary>Hosts that are no approved peers and were turned away, newest first.</summary>
    Task<IReadOnlyList<Knock>> Knocks(CancellationToken cancel);

    /// <summary>Activities of peers that were refused for what they say, newest first.</summary>
    Task<IReadOnlyList<RefusedActivity>> Refused(CancellationToken cancel);
}
