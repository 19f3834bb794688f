using Federation.Node.Delivery;
using Marten;

namespace Federation.Node.Peers;

/// <summary>The lanes to a peer: one for what is said to it alone, one for each catalogue that it follows.</summary>
internal static class PeerLanes
{
    /// <summary>Opens them when the session is saved; a lane that was closed goes on where it stood.</summary>
    public static void Open(IDeliveries deliveries, IDocumentSession session, string host, PeerIntroduction introduction, IEnumerable<string> catalogues)
    {
        foreach (var stream in catalogues.Prepend(IDeliveries.Direct))
        {
            deliveries.OpenLane(session, host, introduction.Inbox, introduction.BatchInbox, stream);
        }
    }
}
