using Federation.Node.Datasets.Corrections;
using Federation.Node.Datasets.Open;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Shell;

namespace Federation.Node.Datasets;

/// <summary>Decisions about releases.</summary>
internal static class DatasetRules
{
    /// <summary>Longest reason that a steward or an officer gives: a paragraph, and no report.</summary>
    public const int LongestReason = 2000;

    /// <summary>Proposes a table that passed the gate.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="proposal">The table.</param>
    /// <param name="compared">The versions with which the gate compared it.</param>
    public static Decision Propose(Dataset? dataset, ReleaseProposed proposal, IReadOnlyList<int> compared) =>
        IsNotAll(dataset, compared) ? Decision.Refuse(new DatasetRefusal.PublishedMeanwhile())
        : dataset?.Current?.TableSha256 == proposal.TableSha256
            ? Decision.Refuse(new DatasetRefusal.NothingNew())
            : Decision.Of(proposal);

    /// <summary>May this steward sign off what they looked at?</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="seen">Digest of the table on the steward's page.</param>
    /// <param name="active">The consents that are active now.</param>
    /// <param name="held">The mirrored versions that are held now.</param>
    /// <param name="by">The steward.</param>
    /// <returns>Null when they may.</returns>
    public static DatasetRefusal? MaySign(Dataset? dataset, string seen, IReadOnlySet<Guid> active, IReadOnlySet<string> held, Guid by) =>
        dataset?.Candidate is not { } candidate ? new DatasetRefusal.NothingProposed()
        : candidate.By == by ? new DatasetRefusal.SamePerson()
        : candidate.TableSha256 != seen ? new DatasetRefusal.OtherTable()
        : !candidate.Consents.All(active.Contains) || !candidate.Sources.All(held.Contains) ? new DatasetRefusal.SomebodyWithdrew()
        : candidate.Beside is { } compared && IsNotAll(dataset, compared) ? new DatasetRefusal.PublishedMeanwhile() // a correction, while it waited
        : null;

    /// <summary>Sends a proposal back with a reason; proposers may take their own back.</summary>
    public static Decision Return(Dataset? dataset, string reason, Guid by, DateTimeOffset now) =>
        dataset?.Candidate is null ? Decision.Refuse(new DatasetRefusal.NothingProposed())
        : string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason ? Decision.Refuse(new DatasetRefusal.NoReason())
        : Decision.Of(new ReleaseReturned(dataset.Id, reason.Trim(), by, now));

    /// <summary>Asks to take a version back because it is wrong. One waits at a time, so that a steward confirms what they read.</summary>
    public static Decision AskBack(Dataset? dataset, int version, string reason, Guid by, DateTimeOffset now) =>
        dataset?.Releases.FirstOrDefault(release => release.Version == version) is not { IsErased: false } ? Decision.Refuse(new TakeBackRefusal.NotThere())
        : dataset.Asked is not null ? Decision.Refuse(new TakeBackRefusal.AskedAlready())
        : string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason ? Decision.Refuse(new TakeBackRefusal.NotSaidWhy(LongestReason))
        : Decision.Of(new TakeBackAsked(dataset.Id, version, reason.Trim(), by, now));

    /// <summary>Takes it back: a steward who is not who asked.</summary>
    public static Decision ConfirmBack(Dataset? dataset, int version, Guid by, DateTimeOffset now) =>
        dataset?.Asked is not { } asked || asked.Version != version ? Decision.Refuse(new TakeBackRefusal.NothingAsked())
        : asked.By == by ? Decision.Refuse(new TakeBackRefusal.SamePerson())
        : Decision.Of(new ReleaseTakenBack(dataset.Id, version, asked.Reason, asked.By, by, now));

    /// <summary>Leaves it published; who asked may think better of it.</summary>
    public static Decision DeclineBack(Dataset? dataset, int version, Guid by, DateTimeOffset now) =>
        dataset?.Asked?.Version != version ? Decision.Refuse(new TakeBackRefusal.NothingAsked()) : Decision.Of(new TakeBackDeclined(dataset.Id, version, by, now));

    /// <summary>Asks to open the version that stands to everybody.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="version">The version.</param>
    /// <param name="terms">What its members agreed to, and what is left of what they gave.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Decision AskOpen(Dataset? dataset, int version, OpenTerms terms, Guid by, DateTimeOffset now) =>
        dataset?.Current is not { } current || current.Version != version ? Decision.Refuse(new OpenRefusal.NotThere())
        : current.IsOpen ? Decision.Refuse(new OpenRefusal.OpenAlready())
        : dataset.Opening is not null ? Decision.Refuse(new OpenRefusal.AskedAlready())
        : !terms.IsAgreed ? Decision.Refuse(new OpenRefusal.NotAgreed())
        : terms.DestroyedAt is null ? Decision.Refuse(new OpenRefusal.NotYet(terms.KeptUntil))
        : terms.Pause is { } pause ? Decision.Refuse(new DatasetRefusal.Paused(pause))
        : Decision.Of(new OpeningAsked(dataset.Id, version, by, now));

    /// <summary>Opens it: a steward who is not who asked. What was asked can still be done, for nothing that was destroyed comes back.</summary>
    public static Decision ConfirmOpen(Dataset? dataset, int version, OpenTerms terms, Guid by, DateTimeOffset now) =>
        dataset?.Opening is not { } asked || asked.Version != version ? Decision.Refuse(new OpenRefusal.NothingAsked())
        : asked.By == by ? Decision.Refuse(new OpenRefusal.SamePerson())
        : terms.Pause is { } pause ? Decision.Refuse(new DatasetRefusal.Paused(pause))
        : Decision.Of(new ReleaseOpened(dataset.Id, version, asked.By, by, now));

    /// <summary>Leaves it with those who have it.</summary>
    public static Decision DeclineOpen(Dataset? dataset, int version, Guid by, DateTimeOffset now) =>
        dataset?.Opening?.Version != version ? Decision.Refuse(new OpenRefusal.NothingAsked()) : Decision.Of(new OpeningDeclined(dataset.Id, version, by, now));

    /// <summary>
    /// The versions that a new table is compared with (docs/decisions/0026): those that stand, and those that two people took back, for readers may have
    /// kept them, and nothing in them was withdrawn. Else taking back would be a way round the comparison (docs/decisions/0048). What noise gives away is paid for instead.
    /// </summary>
    public static IEnumerable<Release> ComparedWith(Dataset? dataset) =>
        dataset is null || dataset.Source.IsNoisy ? [] : dataset.Releases.Where(release => !release.IsErased || release.TakenBack is not null);

    /// <summary>Their numbers.</summary>
    public static IReadOnlyList<int> VersionsComparedWith(Dataset? dataset) => [.. ComparedWith(dataset).Select(release => release.Version)];

    private static bool IsNotAll(Dataset? dataset, IReadOnlyList<int> compared) => VersionsComparedWith(dataset).Except(compared).Any();

    /// <summary>The versions that still have their files and must lose them.</summary>
    public static IReadOnlyList<Release> Touched(Dataset dataset, Lost lost) =>
        [.. dataset.Releases.Where(release => !release.IsErased && lost.Touches(release.Consents, release.Sources))];

    /// <summary>True when the waiting proposal holds what must not be held any more.</summary>
    public static bool IsLapsed(Dataset dataset, Lost lost) => dataset.Candidate is { } candidate && lost.Touches(candidate.Consents, candidate.Sources);
}

/// <summary>What may be in no table any more: the contributions of consents that were withdrawn, or mirrored versions whose publisher took them back.</summary>
/// <param name="Consents">Withdrawn consents.</param>
/// <param name="Sources">URLs of mirrored versions.</param>
/// <param name="Reason">What holders are told of why, in one of the two words of <see cref="WithdrawalWire"/>.</param>
internal sealed record Lost(IReadOnlySet<Guid> Consents, IReadOnlySet<string> Sources, string Reason = WithdrawalWire.ConsentWithdrawn)
{
    /// <summary>True when something lost is among these.</summary>
    public bool Touches(IReadOnlyList<Guid> consents, IReadOnlyList<string> sources) => consents.Any(Consents.Contains) || sources.Any(Sources.Contains);
}
