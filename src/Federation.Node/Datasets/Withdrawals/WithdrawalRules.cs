namespace Federation.Node.Datasets.Withdrawals;

/// <summary>Decisions about withdrawal notices and their answers.</summary>
internal static class WithdrawalRules
{
    /// <summary>Time a holder has to answer; later it is shown red to both sides.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(72);

    /// <summary>What is left is a total that stands for many people, out of which nobody can be taken.</summary>
    public const string AggregatedAnonymous = "aggregatedAnonymous";

    /// <summary>Answers that end the matter.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["erased", "notHeld", AggregatedAnonymous];

    /// <summary>Why an answer is not taken, in one English sentence; null when it is.</summary>
    /// <param name="withdrawal">What it claims to answer; null when that is unknown.</param>
    /// <param name="answer">What it says.</param>
    /// <param name="host">The peer that says it.</param>
    public static string? Refute(Withdrawal? withdrawal, WithdrawalAnswer answer, string host) =>
        withdrawal?.Find(answer.NoticeId) is not { } notice || notice.Host != host ? "It answers a withdrawal notice that this node did not send you."
        : answer.NoticeDigest != notice.Digest ? "It does not name the digest of the notice it answers."
        : answer.IsAccepted != Outcomes.Contains(answer.Outcome, StringComparer.Ordinal) ? "It does not say in the words of this protocol what became of the copies."
        : IsSettled(notice) && notice.Answer!.Outcome != answer.Outcome // settled ones have an answer
            ? "This notice was answered differently before."
        : null;

    /// <summary>True when its answer ends the matter.</summary>
    public static bool IsSettled(Notice notice) => notice.Answer is { } given && Outcomes.Contains(given.Outcome, StringComparer.Ordinal);

    /// <summary>True when a holder has not answered in time, or keeps what it was asked to erase.</summary>
    public static bool IsOverdue(Withdrawal withdrawal, Notice notice, DateTimeOffset now) =>
        notice.Answer is null ? now > withdrawal.At + AnswerWithin : !Outcomes.Contains(notice.Answer.Outcome, StringComparer.Ordinal);
}
