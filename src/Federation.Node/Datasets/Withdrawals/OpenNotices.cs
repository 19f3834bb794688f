using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>
/// What this node owes an answer for. A notice is carried out and answered in one transaction, so it is open only while it waits in the inbox or its answer
/// in the outbox.
/// </summary>
internal sealed class OpenNotices(IJourneys journeys)
{
    /// <summary>All of them, oldest first.</summary>
    public async Task<IReadOnlyList<OpenNotice>> All(CancellationToken cancel)
    {
        var (waiting, answers) = (await journeys.WaitingHere(WithdrawalWire.NoticeType, cancel), await journeys.NotTaken(WithdrawalWire.AnswerType, cancel));
        return [..
            waiting.Select(notice => Open(notice, notice.Body["object"] as JsonObject, ActivityShape.Id(notice.Body), false))
                .Concat(answers.Select(answer => Open(answer, answer.Body, ActivityShape.Object(answer.Body), true))).OrderBy(notice => notice.Since)];
    }

    private static OpenNotice Open(UnsettledActivity said, JsonObject? about, string? notice, bool isDone) =>
        new(said.Host, (about is null ? null : WithdrawalWire.VersionOf(about)) ?? notice ?? "", said.At, isDone, said.Reason);
}
