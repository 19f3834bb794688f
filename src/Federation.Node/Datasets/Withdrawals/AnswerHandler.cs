using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Marten;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>A holder answers a withdrawal notice. The inbox has checked its proof; the whole answer is kept, for the member to see.</summary>
internal sealed class AnswerHandler : IActivityHandler
{
    public bool Handles(JsonObject activity) => WithdrawalWire.IsAnswer(activity);

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var answer = WithdrawalWire.ReadAnswer(received.Body);
        // {origin}/withdrawals/{stream}/{number}, as the corrector names them
        var stream = Uri.TryCreate(answer.NoticeId, UriKind.Absolute, out var notice) && notice.Segments is [_, _, var segment, _]
            && Guid.TryParse(segment.TrimEnd('/'), out var id)
                ? await session.Events.FetchForWriting<Withdrawal>(id, cancel)
                : null;
        if (WithdrawalRules.Refute(stream?.Aggregate, answer, received.PeerHost) is { } reason)
        {
            return new ActivityOutcome.Refused(reason);
        }

        if (WithdrawalRules.IsSettled(stream!.Aggregate!.Find(answer.NoticeId)!)) // Refute looked, here and below
        {
            return new ActivityOutcome.Applied(); // the same once more: a holder cannot fill the ledger with it
        }

        stream.AppendOne(new HolderAnswered(
            stream.Id, answer.NoticeId, answer.Outcome, answer.Reason, SignedCopy.Text(received.Body), received.ReceivedAt));
        return new ActivityOutcome.Applied();
    }
}
