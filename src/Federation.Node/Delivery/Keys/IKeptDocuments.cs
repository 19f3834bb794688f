using System.Text.Json.Nodes;
using Marten;

namespace Federation.Node.Delivery.Keys;

/// <summary>A room that keeps documents which this node signed and published.</summary>
public interface IKeptDocuments
{
    /// <summary>Queues, for those among these that it keeps, that they stand in the place of what it has: they say the same by another key.</summary>
    /// <param name="signedAgain">Documents by their ids.</param>
    /// <param name="session">Saved by the caller, together with the outbox.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops it.</param>
    Task Replace(IReadOnlyDictionary<string, JsonObject> signedAgain, IDocumentSession session, DateTimeOffset now, CancellationToken cancel);
}
