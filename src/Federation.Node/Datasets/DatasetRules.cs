using Federation.Node.Shell;

namespace Federation.Node.Datasets;

/// <summary>Decisions about releases.</summary>
internal static class DatasetRules
{
    /// <summary>Longest reason a steward gives.</summary>
    public const int LongestReason = 2000;

    /// <summary>The versions with which the gate compares the next one.</summary>
    public static IReadOnlyList<int> ComparedWith(Dataset? dataset) => [.. (dataset?.Releases ?? []).Where(release => !release.IsErased).Select(release => release.Version)];

    /// <summary>Proposes a table that passed the gate.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="proposal">The table.</param>
    /// <param name="compared">The versions with which the gate compared it.</param>
    public static Decision Propose(Dataset? dataset, ReleaseProposed proposal, IReadOnlyList<int> compared) =>
        ComparedWith(dataset).Except(compared).Any() ? Decision.Refuse(new DatasetRefusal.PublishedMeanwhile())
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
        : null;

    /// <summary>Sends a proposal back with a reason; proposers may take their own back.</summary>
    public static Decision Return(Dataset? dataset, string reason, Guid by, DateTimeOffset now) =>
        dataset?.Candidate is null ? Decision.Refuse(new DatasetRefusal.NothingProposed())
        : string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason ? Decision.Refuse(new DatasetRefusal.NoReason())
        : Decision.Of(new ReleaseReturned(dataset.Id, reason.Trim(), by, now));

    /// <summary>The versions that still have their files and must lose them.</summary>
    public static IReadOnlyList<Release> Touched(Dataset dataset, Lost lost) =>
        [.. dataset.Releases.Where(release => !release.IsErased && lost.Touches(release.Consents, release.Sources))];

    /// <summary>True when the waiting proposal holds what must not be held any more.</summary>
    public static bool IsLapsed(Dataset dataset, Lost lost) => dataset.Candidate is { } candidate && lost.Touches(candidate.Consents, candidate.Sources);
}

/// <summary>What may be in no table any more: the contributions of consents that were withdrawn, or mirrored versions whose publisher took them back.</summary>
/// <param name="Consents">Withdrawn consents.</param>
/// <param name="Sources">URLs of mirrored versions.</param>
internal sealed record Lost(IReadOnlySet<Guid> Consents, IReadOnlySet<string> Sources)
{
    /// <summary>True when something lost is among these.</summary>
    public bool Touches(IReadOnlyList<Guid> consents, IReadOnlyList<string> sources) => consents.Any(Consents.Contains) || sources.Any(Sources.Contains);
}
