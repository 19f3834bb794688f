using System.Text.Json.Nodes;
using Marten;

namespace Federation.Node.Delivery;

/// <summary>What a room does when an activity arrives. Everything about the sender has been checked before it is asked.</summary>
public interface IActivityHandler
{
    /// <summary>
    /// True when what it takes are signed documents that it keeps: of one that it applied before, and that was signed again, it takes the
    /// proof, and nothing else changes (<see cref="SignedCopy"/>).
    /// </summary>
    bool KeepsCopies => false;

    /// <summary>True when this is ours to take; the first registered handler that says so takes it.</summary>
    bool Handles(JsonObject activity);

    /// <summary>
    /// True when it is taken only of a catalogue that this node follows; of any other it is refused with <see cref="ActivityOutcome.NotFollowed"/>
    /// before it is handed over. What takes something back is taken whether the catalogue is followed or not: a copy may be here.
    /// </summary>
    bool NeedsFollow => false;

    /// <summary>
    /// Queues its changes in the session, which is saved together with the record that the activity was received. What was queued is
    /// thrown away when the outcome is <see cref="ActivityOutcome.Refused"/>.
    /// </summary>
    Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel);
}
