namespace Federation.Node.Datasets.Withdrawals;

/// <summary>Versions of a dataset were taken back, and every holder was asked to erase them.</summary>
/// <param name="WithdrawalId">The stream.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Consents">The consents that were withdrawn; empty at a federation, which knows no members, and of a version that was wrong.</param>
/// <param name="Because">The peers' notices that caused it; empty at a union, and of a version that was wrong.</param>
/// <param name="Versions">URLs of the versions taken back.</param>
/// <param name="Corrected">URL of the version that replaces them; null when nothing is left to publish.</param>
/// <param name="Notices">One for every holder and version.</param>
/// <param name="At">When.</param>
public sealed record VersionsTakenBack(
    Guid WithdrawalId, Guid DatasetId, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Because, IReadOnlyList<string> Versions, string? Corrected,
    IReadOnlyList<SentNotice> Notices, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "withdrawal.versions-taken-back.v1";
}

/// <summary>A notice sent to one holder about one version.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Host">The holder.</param>
/// <param name="Version">URL of the version.</param>
/// <param name="Digest">Digest of the notice, which the answer names.</param>
public sealed record SentNotice(string Id, string Host, string Version, string Digest);

/// <summary>A holder answered; its signature held.</summary>
/// <param name="WithdrawalId">The stream.</param>
/// <param name="NoticeId">What is answered.</param>
/// <param name="Outcome"><c>erased</c>, <c>notHeld</c>, <c>aggregatedAnonymous</c>, or <c>kept</c>.</param>
/// <param name="Reason">Why it keeps what it was asked to erase; null otherwise.</param>
/// <param name="Activity">The signed answer, canonical JSON.</param>
/// <param name="At">When it arrived.</param>
public sealed record HolderAnswered(Guid WithdrawalId, string NoticeId, string Outcome, string? Reason, string Activity, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "withdrawal.holder-answered.v1";
}
