namespace Federation.Node.Datasets.Withdrawals;

/// <summary>A withdrawal notice of a peer to which it has no answer of ours yet.</summary>
/// <param name="Host">The peer.</param>
/// <param name="Version">URL of the version; the notice's own where it does not say.</param>
/// <param name="Since">When the notice came, or was carried out.</param>
/// <param name="IsDone">True when it was carried out, and only the answer has not arrived.</param>
/// <param name="Reason">Why it waits, in one English sentence; null when it is only its turn that is awaited.</param>
public sealed record OpenNotice(string Host, string Version, DateTimeOffset Since, bool IsDone, string? Reason)
{
    /// <summary>True when the peer sees it in red as well.</summary>
    public bool IsOverdue(DateTimeOffset now) => now > Since + WithdrawalRules.AnswerWithin;
}
