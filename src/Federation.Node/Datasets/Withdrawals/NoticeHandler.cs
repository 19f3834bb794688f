using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Delivery;
using Marten;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>
/// A publisher takes a version back. In one transaction: the copy is destroyed, roll-ups made of it are corrected and their holders told, and
/// the answer is signed and queued.
/// </summary>
internal sealed class NoticeHandler(MirrorEraser eraser, IActivities activities, TimeProvider time) : IActivityHandler
{
    public bool Handles(JsonObject activity) => WithdrawalWire.IsNotice(activity);

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var (asked, reason) = WithdrawalWire.ReadNotice(received.Body, received.PeerHost);
        if (asked is null)
        {
            return new ActivityOutcome.Refused(reason!); // one of the two is there
        }

        var now = time.GetUtcNow();
        var erased = await eraser.Erase(session, received.PeerHost, asked.DatasetUrl, asked.VersionUrl, received.Id, asked.Reason, now, cancel);
        activities.Publish(
            session, WithdrawalWire.Answer(received.Body, erased.WasHeld ? "erased" : "notHeld", erased.Files, erased.Corrected, now),
            new Audience.Peer(received.PeerHost));
        return new ActivityOutcome.Applied();
    }
}
