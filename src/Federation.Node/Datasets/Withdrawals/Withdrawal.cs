namespace Federation.Node.Datasets.Withdrawals;

/// <summary>What became of versions that were taken back: who held them, and what each holder answered.</summary>
public sealed record Withdrawal(
    Guid Id, Guid DatasetId, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Because, IReadOnlyList<string> Versions, string? Corrected,
    IReadOnlyList<Notice> Notices, DateTimeOffset At)
{
    /// <summary>Asked.</summary>
    public static Withdrawal Create(VersionsTakenBack taken) => new(
        taken.WithdrawalId, taken.DatasetId, taken.Consents, taken.Because, taken.Versions, taken.Corrected,
        [.. taken.Notices.Select(notice => new Notice(notice.Id, notice.Host, notice.Version, notice.Digest, null))], taken.At);

    /// <summary>Answered.</summary>
    public Withdrawal Apply(HolderAnswered answered) => this with
    {
        Notices = [.. Notices.Select(notice => notice.Id == answered.NoticeId
            ? notice with { Answer = new HolderAnswer(answered.Outcome, answered.Reason, answered.Activity, answered.At) }
            : notice)],
    };

    /// <summary>The notice with this id; null when it is none of these.</summary>
    public Notice? Find(string noticeId) => Notices.FirstOrDefault(notice => notice.Id == noticeId);
}

/// <summary>One notice and its answer.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Host">The holder.</param>
/// <param name="Version">URL of the version.</param>
/// <param name="Digest">Digest of the notice.</param>
/// <param name="Answer">Null while it is awaited.</param>
public sealed record Notice(string Id, string Host, string Version, string Digest, HolderAnswer? Answer);

/// <summary>A holder's signed answer; the members are those of <see cref="HolderAnswered"/>.</summary>
public sealed record HolderAnswer(string Outcome, string? Reason, string Activity, DateTimeOffset At);
