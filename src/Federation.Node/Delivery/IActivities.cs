using System.Text.Json.Nodes;
using Marten;

namespace Federation.Node.Delivery;

/// <summary>Says something to other nodes, in the same transaction as what it is about.</summary>
public interface IActivities
{
    /// <summary>
    /// Queues an activity. What is absent is filled in: <c>@context</c>, <c>id</c> (<c>{origin}/activities/{uuid}</c>), <c>actor</c> (the
    /// catalogue whose followers are told, else the node), <c>published</c>, <c>to</c>; then a proof is added. Sent, in order, once the session is saved.
    /// </summary>
    /// <param name="session">The caller's.</param>
    /// <param name="activity">What is said.</param>
    /// <param name="audience">To whom.</param>
    /// <param name="about">
    /// Only for what may be passed over: the thing whose state this activity brings. A follower that is behind gets no Update of it when a newer
    /// Update or a Delete of the same thing stands later in the catalogue. Null: it is never passed over.
    /// </param>
    void Publish(IDocumentSession session, JsonObject activity, Audience audience, string? about = null);
}
